"""The words of notices in Chinese and English. Every key exists in both; `{…}` are filled with already clean text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flows.amounts import number as chinese_number
from parsers.records import Number
from storage.records import EventType, ProgressState


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language."""

    lang: str
    labels: dict[EventType, str]
    progress: dict[ProgressState, str]
    words: dict[str, str]

    def say(self, key: str, /, **values: object) -> str:
        """A phrase with its gaps filled."""
        return self.words[key].format_map(values)

    def number(self, value: Number) -> str:
        """2,880; 1.9万 in Chinese, 19,000 in English."""
        if self.lang == "zh":
            return chinese_number(value)
        return f"{value:,.6g}" if isinstance(value, float) and not value.is_integer() else f"{int(value):,}"

    def amount(self, value: Number | None, unit: str | None) -> str:
        """A number with its unit; empty without a number."""
        if value is None:
            return ""
        gap = " " if self.lang == "en" and unit and unit != "%" else ""
        return f"{self.number(value)}{gap}{unit or ''}"

    def day(self, day: date | datetime) -> str:
        """A date as readers write it."""
        if self.lang == "zh":
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {day:%b} {day.year}"

    def percent(self, share: float) -> str:
        """0.196 as 19.6%."""
        return f"{round(share * 100, 1):g}%"


_ZH = Phrases(
    "zh",
    {
        EventType.DOCUMENT_NEW: "新文件",
        EventType.DOCUMENT_EDITED: "文件有修改",
        EventType.DOCUMENT_GONE: "文件已撤下",
        EventType.PLEDGE_ADDED: "新增承诺",
        EventType.PLEDGE_REMOVED: "承诺被删去",
        EventType.TARGET_CHANGED: "目标改变",
        EventType.PLEDGE_REWORDED: "措辞改动",
        EventType.PROGRESS_REPORTED: "进展",
        EventType.PROGRESS_REGRESSED: "进展倒退",
        EventType.PROGRESS_INCONSISTENT: "数字对不上",
        EventType.PLEDGE_COMPLETED: "已完成",
        EventType.PLEDGE_OVERDUE: "逾期未完成",
        EventType.BULLETIN_OVERDUE: "通报迟迟未发",
        EventType.SOURCE_UNHEALTHY: "来源异常",
        EventType.SOURCE_RECOVERED: "来源恢复",
    },
    {
        ProgressState.NOT_STARTED: "未开工",
        ProgressState.PREPARING: "筹备中",
        ProgressState.STARTED: "已开工",
        ProgressState.UNDER_WAY: "进行中",
        ProgressState.COMPLETED: "已完成",
        ProgressState.EXCEEDED: "超额完成",
        ProgressState.OVERDUE: "逾期",
        ProgressState.UNKNOWN: "",
    },
    {
        "brand": "民信",
        "subject_one": "【{place}】{headline}",
        "subject_many": "【{place}】{headline}等{count}项变化",
        "subject_places": "【{place}等{places}地】{headline}等{count}项变化",
        "subject_flood": "【{place}】{count}项变化，摘要如下",
        "subject_flood_places": "【{place}等{places}地】{count}项变化，摘要如下",
        "subject_baseline": "【{place}】首次读取：{count}条记录",
        "subject_baseline_places": "【{place}等{places}地】首次读取：{count}条记录",
        "subject_parked": "【运行】通道{channel}有通知未能送达",
        "subject_overdue": "【运行】夜间任务逾期未完成",
        "subject_test": "【测试】通道{channel}可以收到通知",
        "headline": "{label}：{subject}",
        "headline_value": "{label}：{subject} {value}",
        "headline_change": "{label}：{subject} {old} → {new}",
        "headline_change_by": "{label}：{subject} {old} → {new}（{way}{percent}）",
        "up": "上调",
        "down": "下调",
        "lead_one": "1项变化。",
        "lead": "{count}项变化，按地区和主题排列。",
        "lead_flood": "共{count}项变化，多于本通道一次{limit}项的上限，这里只列数目和最重要的几项。",
        "lead_baseline": "第一次读取这些来源，已记录下列内容，今后有变化再通知。",
        "lead_parked": "试发{attempts}次都没有被接受，已停止，内有{count}项通知。原因：{error}。修好后可重新排队。",
        "lead_overdue": "上一次完成是{last}，已超过{hours}小时没有新的完成记录。",
        "lead_test": "这是一条测试消息，收到它说明通道设置正确。",
        "old": "原文",
        "new": "现文",
        "quote": "原文",
        "source": "出处",
        "address": "网址",
        "archive": "存档",
        "share": "完成目标的{percent}",
        "of_target": "目标{amount}",
        "state": "状态：{state}",
        "line": "历次：{points}",
        "point": "{day} {value}",
        "note": "说明",
        "no_theme": "其他",
        "counts": "按类别",
        "selected": "其中",
        "more": "其余{count}项未列出",
        "more_at": "其余{count}项见",
        "cut_at": "内容过长，全文见",
        "cut": "内容过长，其余略去",
        "see_ledger": "其余内容在台账中，可用 minxin export events 查看",
        "why": "为何收到：通道{channel}，{reason}。",
        "how": "要修改或停收：改 minxin.toml 中名为“{channel}”的通道，或联系管理者。",
        "id": "通知编号 {id}，重复收到同一编号时可忽略。",
        "of": "{place}{year}年",
        "places_all": "全部地区",
        "reason_places": "关注{places}",
        "reason_themes": "主题{themes}",
        "reason_events": "事件类型{events}",
        "reason_sources": "来源{sources}",
        "reason_change": "目标变化不小于{percent}%",
        "reason_operator": "运行维护",
        "reason_none": "接收全部事件",
        "comma": "，",
        "colon": "：",
        "list": "、",
        "unknown_place": "未知地区",
    },
)

_EN = Phrases(
    "en",
    {
        EventType.DOCUMENT_NEW: "New document",
        EventType.DOCUMENT_EDITED: "Document edited",
        EventType.DOCUMENT_GONE: "Document taken down",
        EventType.PLEDGE_ADDED: "New pledge",
        EventType.PLEDGE_REMOVED: "Pledge removed",
        EventType.TARGET_CHANGED: "Target changed",
        EventType.PLEDGE_REWORDED: "Pledge reworded",
        EventType.PROGRESS_REPORTED: "Progress",
        EventType.PROGRESS_REGRESSED: "Progress fell",
        EventType.PROGRESS_INCONSISTENT: "Figures disagree",
        EventType.PLEDGE_COMPLETED: "Completed",
        EventType.PLEDGE_OVERDUE: "Overdue",
        EventType.BULLETIN_OVERDUE: "Bulletin overdue",
        EventType.SOURCE_UNHEALTHY: "Source unhealthy",
        EventType.SOURCE_RECOVERED: "Source recovered",
    },
    {
        ProgressState.NOT_STARTED: "not started",
        ProgressState.PREPARING: "in preparation",
        ProgressState.STARTED: "started",
        ProgressState.UNDER_WAY: "under way",
        ProgressState.COMPLETED: "completed",
        ProgressState.EXCEEDED: "exceeded",
        ProgressState.OVERDUE: "overdue",
        ProgressState.UNKNOWN: "",
    },
    {
        "brand": "minxin",
        "subject_one": "[{place}] {headline}",
        "subject_many": "[{place}] {headline} and {others} more",
        "subject_places": "[{place} and {other_places} more] {headline} and {others} more",
        "subject_flood": "[{place}] {count} changes, in summary",
        "subject_flood_places": "[{place} and {other_places} more] {count} changes, in summary",
        "subject_baseline": "[{place}] First reading: {count} records",
        "subject_baseline_places": "[{place} and {other_places} more] First reading: {count} records",
        "subject_parked": "[operation] Notices for channel {channel} could not be delivered",
        "subject_overdue": "[operation] The nightly pass is overdue",
        "subject_test": "[test] Channel {channel} receives notices",
        "headline": "{label}: {subject}",
        "headline_value": "{label}: {subject} {value}",
        "headline_change": "{label}: {subject} {old} → {new}",
        "headline_change_by": "{label}: {subject} {old} → {new} ({way} {percent})",
        "up": "up",
        "down": "down",
        "lead_one": "1 change.",
        "lead": "{count} changes, by place and theme.",
        "lead_flood": "{count} changes, over the {limit} this channel takes at once: counts and the most important.",
        "lead_baseline": "First reading of these sources. What follows was recorded; changes will be told from now on.",
        "lead_parked": "Refused {attempts} times, not tried any more; it holds {count} notices. Reason: {error}. "
        "Queue it again once the channel works.",
        "lead_overdue": "Last completed {last}; nothing has completed for more than {hours} hours.",
        "lead_test": "This is a test message. The channel is set up correctly if you can read it.",
        "old": "Before",
        "new": "Now",
        "quote": "Text",
        "source": "Source",
        "address": "Address",
        "archive": "Archived as",
        "share": "{percent} of the target",
        "of_target": "target {amount}",
        "state": "state: {state}",
        "line": "So far: {points}",
        "point": "{day} {value}",
        "note": "Note",
        "no_theme": "Other",
        "counts": "By kind",
        "selected": "Among them",
        "more": "{count} more are not shown",
        "more_at": "{count} more at",
        "cut_at": "Too long for this service, all of it at",
        "cut": "Too long for this service, the rest is left out",
        "see_ledger": "The rest is in the ledger: minxin export events",
        "why": "Why you get this: channel {channel}, {reason}.",
        "how": "To change or stop it: edit the channel named “{channel}” in minxin.toml, or ask who runs it.",
        "id": "Notice {id}. Ignore a second copy with the same id.",
        "of": "{place} {year}",
        "places_all": "all places",
        "reason_places": "follows {places}",
        "reason_themes": "themes {themes}",
        "reason_events": "events {events}",
        "reason_sources": "sources {sources}",
        "reason_change": "targets changed by {percent}% or more",
        "reason_operator": "operation",
        "reason_none": "gets every event",
        "comma": ", ",
        "colon": ": ",
        "list": ", ",
        "unknown_place": "unknown place",
    },
)


def phrases(language: str) -> Phrases:
    """The phrases of a language; Chinese for anything but `en`."""
    return _EN if language == "en" else _ZH
