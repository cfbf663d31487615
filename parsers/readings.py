"""Readings of the traditional characters a converter annotates: pinyin with tone, then the characters.

Facts of the Unihan readings, kept for the characters of GBK that have a simplified form of their own.
"""

from __future__ import annotations

from functools import cache

_TONELESS = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ", "aaaaeeeeiiiioooouuuuüüüünnn")

_TABLE = """\
ba罷 bei唄 bian邊 biàn拚編緶變辮辯閞 biào標鰾 biè彆 bié別癟 biān獱籩編邊鯾鯿 biāo標鏢鑣颮颷飆飈驃驫 biē癟鱉 biě癟
biǎn編緶貶辯 biǎo錶 bo蔔 bà垻壩罷鮁鮊 bài唄敗韛 bàn並絆辦辯 bàng並縍謗鎊 bào報鉋鮑 bá軷颰 báo鉋
bèi備垻憊梖狽珼貝輩鋇 bèn軬 bèng繃鏰 bì嗶幣彃斃潷熚畢祕篳紕蓽詖費賁贔蹕鉍閈閉韠飶鮅鷩鸊 bìn儐擯殯臏髕鬢 bìng並併幷
bó蔔襏鈸鉑鎛餺駁鮊鵓 bù佈鈈餔 bú僕轐 bā釟鈀 bān賁頒 bāng幫縍 bāo鮑齙 bēi盃襬鵯 bēn賁錛鐼 bēng綳繃閍 běi鉳
běng繃 bī紕鎞鰏 bīn儐檳濱瀕璸繽訜賓贇鑌頻 bīng幷檳 bō剝撥潑發缽蹳鉢餑驋鮁 bū鈽餔鯆鵏 bǎ鈀 bǎi擺罷襬 bǎn鈑闆
bǎng紡綁 bǎo寶飽鴇 bǐ筆紕罷 bǐng稟綆餅 bǔ撲補鵏 chen傖 chuàn釧 chuàng倉創愴 chuán傳團 chuáng牀 chuí郵錘鎚
chuò嚽孎綴綽輟鏃齪 chuān釧 chuāng創戧摐瘡 chuǎn膞 chuǎng愴闖 chà奼詫 chài蠆 chàn剗幝懺燀讖顫 chàng悵暢瑒畼 chào縐
chái儕齜 chán僤單嬋嶄撣漸禪繟纏蟬讒鑱饞 cháng償嘗嚐場棖脹腸萇長鱨 cháo濤鼂 chè徹詀 chèn儭櫬瀋稱襯讖闖齔 chèng稱黨
chén塵棧蔯諶陳鷐 chéng倀傖嗆徵懲搶棖淨誠鋮 chì勑嘯滯熾飭飾鳷鶒 chí遲鍉馳驪鶗 chòng衝銃 chóng種緟蟲
chóu儔嬦幬懤擣檮疇籌紬綢薵譸讎躊鮋 chù絀處觸詘 chú儲媰廚櫥芻蒭諸躕鋤雛 chún純脣膞蒓蓴錞鶉 chā釵鍤鎈餷 chāi釵
chān佔嘽摻攙襝覘鉆 chāng倀錩閶鯧 chāo嘮紹綽鈔 chē俥唓硨車 chēn綝縝賝 chēng搶撐槍檉湞瑲稱蟶赬鐺 chěn磣 chěng騁
chī喫彲癡絺誺離鴟 chōng傭樁沖衝 chōu篘紬謅 chū嘔貙踰齣 chūn輇鰆 chǎ鑔
chǎn僤剗剷單嘽囅墠嵼幝憚滻燀產産繟蕆諂譂鏟闡 chǎng儻場廠鋹 chǎo謅鈔麨 chǐ恥紕齒齣 chǒng寵衝 chǒu醜鈕
chǔ儲礎處齭齼 chǔn賰 cuàn竄鑹 cuán攢欑灒 cuò銼錯 cuó躦酇鹺 cuān攛竄躥鑹 cuī縗 cuō營 cà囃磣 cài埰寀 càn參摻燦
cái纔財 cán慚戔殘淺蠶蹔 cè側冊厠幘廁惻測筴萴齰 céng層繒驓 cì廁賜 cí澬茲薺詞辭餈鴜鶿鷀 còu湊藪輳 cóng叢從縱誴
cù縐縬趨錯顣 cān參叄嵾飱驂鰺 cāng倉傖滄獊瑲艙蒼鶬 cēn參嵾穇篸 cī蠀 cōng囪從樅瑽總聰蓯蔥鏦驄 cǎi埰寀採綵
cǎn慘穇篸黲 cǎng蒼 cǐ鮆 cǒu趨 da墶繨 dang當 diàn唸墊澱鈿電 diào弔窵糶綢蓧誂調趙釣銚銱 dié嵽疊絰諜軼鐵鰈鰨
diān佔巔癲詀顛 diāo彫琱軺鯛鵰 diū丟銩 diǎn點 diǎo鳥鵃 duàn斷籪緞鍛 duì兌奪對懟濧綐鈗鋭錞鐓隊 duò墮詑錞飿馱點
duó凙奪敓澤襗鐸鮵 duī鎚鐓 duō鄲 duǐ謉 duǒ嚲橢綞鍺 dài帶紿螮詒貸軑載遞靆馱駘 dàn僤單壇彈憚撣擔癉訑誕譂贉贍
dàng場壋擋檔燙瑒璗當瘍盪碭蕩讜 dào儔導幬檮濤燾盜薵 dá僤噠憚薘躂達鐽韃 dèng鄧鐙 dé鍀 dì嵽弔約締螮諟諦遞題
dìng訂釘鋌錠飣 dí敵滌糴蓧覿適鍉鏑頔 dòng倲凍動棟絧腖衕詷駧 dòu瀆竇讀閗餖鬥 dù塗詫鍍 dùn燉鈍頓
dú嬻櫝殰瀆牘犢獨瓄竇讀頓黷 dā噠鎝 dāi獃 dān單擔殫癉簞覘鄲 dāng噹檔璫當簹襠鐺 dāo魛 dēng燈鐙 dī牴磾鍉鏑 dīng釘
dōng倲埬崬東氭蝀鶇鼕 dū闍 dūn噸燉鐓 dǎn單嘽撣燀癉紞膽 dǎng擋欓灙讜黨 dǎo導島嶹搗擣禱隯鳥 dǐ牴詆 dǐng頂 dǒu鈄
dǔ篤賭鍺 dǔn躉 fà琺髮 fàn氾汎範販軬釩飯 fàng紡 fá撥汎罰貶閥 fán楓氾渢煩礬釩鐇鷭 fáng魴鰟 fèi廢曊櫠紼襏費鐨鯡
fèn僨噴墳奮幩憤拚糞膹賁魵鱝 fèng縫諷賵風鳳鵬 féi賁 fén墳幩濆羵豶賁鐼頒魵 féng渢縫馮 fù報婦復緮縛複訃負賦賻駙鮒鰒
fú彿紱紼絥複費輻錇韍韛颰鮄鳧鴔鵩 fā發醱 fān拚 fāng鈁 fēi緋飛騑鯡 fēn紛訜鈖錀 fēng偑峯楓灃瘋碸豐鋒風麷 fěi誹
fěng諷風 fū膚鈇麩麬 fǎ鍅髮 fǎn釩 fǎng紡訪鶭 fǒu鴀 fǔ嘸撫輔鈇頫鳬 guo過 guà掛詿 guài噲 guàn慣摜櫬權觀貫鏆鰥鸛
guàng廣擴 guì偽劊劌匱媯槶檜櫃癐瞶簂繪襘規貴鱖 guò過 guó國幗摑漍簂膕 guā煱諣銛颳騧鴰 guāi摑 guān淪綸觀閞關鰥
guāng廣輄 guī媯嬀槼歸潙璝規閨鬹鮭龜 guō咼嘓堝楇渦濄蟈過鈛鍋 guǎ剮咼 guǎi枴柺 guǎn幹舘輨館 guǎng廣獷
guǐ匭詭謉軌 guǒ槨蝸錁鍋餜 gài磑蓋鈣隑 gàn幹榦紺贑贛 gàng戇掆槓鋼 gào誥鋯 gá軋釓 gè個箇鉻 gèn亙揯 gèng亙恆
gé擱鉀鎘閣閤韚頜騔鮯 gòng嗊貢贛 gòu夠構覯詬購鉤鴝 gù僱鈷錮顧鯝 gú鶻 gā夾 gāi該賅閡隑 gān乾尷幹諴飦
gāng剛岡崗掆棡碙綱鋼頏 gē擱紇鉻鉿鎶閘閤鴐鴿 gēng絙賡鶊 gě個嗰蓋魺 gěi給 gěng綆頸鯁 gōng宮碽篢紅魟龔
gōu區溝緱鈎鉤韝鴝 gū軲轂鈲鴣 gǎn扞桿稈篢趕鱤 gǎng崗溝 gǎo縞鎬 gǒng嗊礦鞏 gǒu鮈 gǔ穀縎蠱詁賈轂鈷離餶鵠
gǔn渾滾緄緷袞輥錕鯀鰥 huai劃 huà劃嫿樺澅畫畵華話諣鮭 huài壞 huàn喚奐換渙煥環瘓綄鯇鯶 huá劃嘩學澮獪華譁鏵驊鷨 huái壞懷
huán環瓛絙綄繯還鉮鍰鐶闤 huáng鍠鐄餭騜鰉黃 huì匯噦墮壞彙會檜殨滙澮燴獩璯穢繢繪翽蒐薈襘誨諱譓賄銊闠靧頮 huí繢迴違韋鮰
huò楇獲禍穫膕貨過鑊隻 huā嘩華蒍 huān歡鴅鸛 huī噅墮媈戲揮撝暉椲煇煒琿翬褘詼輝鑴 huō鍃騞 huǎn緩 huǎng謊 huǐ毀燬譭
huǒ夥鈥 hài閡駭 hàn扞桿漢灘閈頷馯駻 hàng頏 hào灝號鎬顥 há蝦 hái還頦 hán幹榦鈐韓頜馯魽 háng絎頏 háo膠號蠔
hè嚇賀鬩鵠鶡鶴 hé咼紇繳覈輅轄鑉閡闔頜餄魺鶡齕 héng恆橫鴴 hòng訌鬨鴻 hòu後詬鮜鱟 hóng紅紘綋葒鉷鋐閎魟鴻黌 hóu鍭餱
hù嚛戶滬穫護鱯鸌 hùn渾緄諢 hú壺礐縎衚鈷餬鬍鵠鶘鶦鶻 hún堚揮渾煇琿緄緡餛餫 hā鉿 hān頇魽 hē訶 hěn詪 hōng輷轟
hū惡戲軤 hūn葷閽 hǎn軒闞 hǒng嗊 hǔ滸許鯱 jie價 jià價賈駕駱
jiàn劍塹梘檻淺漸澗濫濺監聻艦薦見諓諫譖賤踐鍊鍵鑑鑒閒間餞 jiàng將強漿紅絳醬 jiào學嶠敎橋絞繳覺較轎餃
jiá夾莢蛺袷郟鋏頡頰餄鵊 jiáo矯 jiè屆誡 jié傑潔節紇結脥袷訐詰頡鮚 jiù廄欍舊鷲 jiā傢夾挾梜浹筴袷鉿鎵駕
jiān堅姦戔樫殲淺漸濺監箋籛緘縑纖艱蕳軒鐧閒間韉鰜鰹鳽鶼 jiāng將槳殭漿繮蔣薑螿韁鱂 jiāo僥嬌憢撟橋澆矯膠蕎轇鐎驕鮫鵁鷦
jiē嚌癤節結謯鍇階 jiě鍇 jiōng瀅絅駉駫 jiū糺糾繆鬮鳩 jiǎ檟蝦賈鉀
jiǎn儉戩揀撿梘檢減瞼筧簡籛繭襇襉謭譾醶錢錽鐧閒間險騫鹹鹼齊 jiǎng奬將槳獎蔣講
jiǎo僑僥卻喬撟攪橋矯糾絞繳腳膠蟜譑蹻鉸餃 jiǒng熒熲絅鎣 jiǔ糺 juàn捲絹縳鋗雋 juè誳
jué構決灍絕絶腳蕝覺訣譎蹻較鐍鐝钁闋闕駃騤鱖鴃鶌 juān鋗鎸鐫鵑 juē屩撧蹻鞽 juǎn捲錈
jì劑嚌幾擊旣檵櫅濟璾紀結繫繼薊薺襀覬計訐記誋際霽騎驥魥鮆鯽鰶鱀鱭齊 jìn僅儘勁壗晉濜燼璡盡紟縉藎覲贐進鋟
jìng俓凈勁弳徑桱淨痙競經脛葝逕鏡陘靚靜 jí卽極級緝蠀覿輯鶺 jù劇寠屨懼據窶簍蔞處詎貗鄒鉅鋸雛颶駒鮍 jùn儁雋餕駿
jú侷蹻鋦雛駶鶪 jī勣嘰幾擊機櫅璣磯積緝績羈蘄襀覘譏谿賫跡蹟躋銈錤隮雞飢饑鷄齊齎齏 jīn濜璡紟釒釿 jīng徑涇經荊莖驚鯨鶄
jū俥車鋦鋸駒驕鮈 jūn皸軍鈞銁鮶龜 jǐ幾擠極濟紀給蟣蟻颳魢 jǐn僅儘巹盡緊謹錦饉 jǐng剄烴獷頴頸 jǔ榘櫸欅舉鋤齟
kuài儈噲塊會檜澮獪璯膾蕢鄶駃鬠鱠 kuàng壙廣曠況礦纊貺鄺 kuáng誑鵟 kuì匱嘳嬇巋憒歸殨潰瞶簣聵蕢謉饋 kuí歸闋騤鮭
kuò噲擴會燭鄺闊鬠 kuā華誇 kuān寬臗髖 kuāng誆 kuī巋窺蒍虧 kuǎ楇錁 kuǎi擓 kuǎn顆 kuǎng儣壙 kuǐ窺頃頍 kài喫愾
kàn監薟闞餡 kàng鈧閌 kào銬鮳 kè剋緙課錁騍龕 ké殼頦 kòu區溝釦 kù嚳庫絝褲 kùn睏 kāi鐦開 kān龕 kāng鱇
kē痾軻鈳鉿錒頦顆 kēi剋 kēng硜脛鉺鏗 kě顆 kěn墾懇頎齦 kōu剾嫗彄摳毆瞘 kūn崑瑻褌錕頑餛騉鯤鰥鵾
kǎi凱剴塏愷豈鍇鎧閡闓 kǎn檻轗 kǎng骯 kǎo撟 kǔn壼綑閫齦 la藍 le餎 liàn孌戀撿攣欄殮瀲煉練連鍊鏈鰊鱄 liàng兩涼諒輛鍄
liào療繆釕 lián嗹奩憐斂槤漣璉簾縺聯蓮褳連鎌鏈鐮鰱 liáng樑涼糧綡諒輬靚 liáo勞樂療繆繚遼鏐鐐鷯 liè爄獵綟臘鮤鱲鴷
liù鎦鏐陸餾鷚 liú劉瀏鎦鏐飀餾騮鶹 liē倈 liū瀏 liǎ倆 liǎn斂槤璉臉蓮薟蘞襝輦連醶 liǎng倆兩啢掚蹣閬魎 liǎo繆釕
liǔ僂綹蔞鉚鋶 lou嘍 luo囉羅 luàn亂 luán圞孌孿巒攣欒灤臠鑾鸞 luò樂櫟濼爍犖礫絡躒邏鉻駱
luó儸囉欏玀籮羅腡蘿蝸覼邏鏍鑼饠騾 luō囉羅 luǎn孌 luǒ欏鎯 là攋癩臘蠟鑞鯻鱲 lài來倈勑厲婡徠懶攋瀨癘癩睞籟襰誺賚賴釐顂
làn濫煉爛覽諫連鑭闌 làng閬 lào勞嘮橯澇癆絡耮 lái來倈婡崍徠棶淶萊釐錸顂麳 lán囒嵐攔斕欄漣濫瀾灡璼籃繿藍蘭襤襴讕躝鑭闌
láng鋃鎯 láo勞嘮嶗朥澇癆鐒 lè樂鰳 lèi淚纇纍類 lèng稜 léi壘婁盧縲纍虆轠鐳 léng稜
lì儷勵厤厲嚦壢孋慄擽曆櫟櫪欐歷淚濼濿瀝爄瓅癘癧礪礫糲綟蒞藶蝕蠣躒轢轣酈鉝鎘鑠隸離靂颯鴗鷅麗 lìn臨藺賃躪轔鄰閵
lí儷孋氂灑灕犛籬縭纚蘺貍酈釃釐離驪鯬鱺鸝麗 lín壣滲臨轔鄰鏻驎鱗 líng欞淩爧稜綾軨釘鈴錂閝靈鯪鴒齡 lòng徿蘢贚 lòu瘺瘻鏤
lóng嚨寵曨朧櫳瀧爖瓏矓礱籠聾蘢蝕躘鸗龍龐龓 lóu僂嘍婁寠慺樓漊熡瞜窶耬蔞螻謱遱髏 lù彔攄淥祿籙緑繆賁賂輅轆錄録陸騄騼鷺
lùn侖埨論 lú嚧壚廬曥櫨瀘爐盧矑膚臚艫蘆蠦轤鑪顱鱸鸕鹵 lún侖倫圇崙掄淪綸菕論輪錀 lüè擽藥鋝 lā摺 lāo撈 lěi壘纍誄
lōu摟瞜 lū嚕擼 lūn掄 lǎn壈孄廩懶攬欖濫纜覽 lǎng樠閬 lǎo銠 lǐ欐禮纚裏裡邐鋰離鯉鱧鱺麗礼 lǐn凜廩懍檁稟
lǐng嶺軨領 lǒng壟壠徿攏朧篢籠蘢躘隴龓 lǒu嘍塿嶁摟漊簍耬 lǔ嚕擄擼櫓氌滷瀂磠艣蘆虜鐪鑥魯鹵 lǔn埨淪
lǘ婁廬慮樓櫚櫨瘻盧瞜膢鏤閭驢 lǚ侶僂呂婁屢慺漊穭簍縷臚蔞褸謱鋁魯 lǜ壘寠慮濾綠緑繂鋁録 ma嗎麽 me麼麽 men們 miàn麪麫麵
miào廟繆 mián綿緡 miáo鶓 miè滅衊 miù繆謬 miē羋 miǎn澠緬靦鮸黽 miǎo紗緲 mà傌嗎嘜榪獁禡罵螞駡驀 mài勱脈賣邁霢麥
màn澫縵蔄謾鏝 mào務貿 má嗎麽 mái貍 mán樠瞞蠻謾蹣顢饅鰻 máng鋩鸏龍 máo務氂犛貓鉾錨 mèi黴 mèn們悶懣滿燜瞞 mèng夢
méi沒鋂鎇鶥黴 mén們捫璊瞞鍆門 méng夢懞濛矇鄳鋂霧鸏黽 mì冪祕覓覛謐 mí彌擟瀰獮獼瓕禰籋謎 mín緍緡閔 míng銘鳴
mò歿縸纆脈鏌驀 mó撫無謨饃麽 móu繆謀鉾 mù樢縸繆鉬鶩 mú墲 mā媽嬤螞 mān顢 māo貓 mēn悶 mēng矇 měi鎂 měng懞矇錳黽
mǎ傌嗎榪獁瑪碼螞鎷馬 mǎi嘪蕒買 mǎn滿蟎 mǎo鉚 mǐ彌瀰爾羋 mǐn憫潣簢緡繩閔閩鰵黽 mǒu畝 mǔ畝鉧 niàn唸 niàng釀
nián鮎鯰 niáng孃釀 niè嚙囁攝櫱籋聶諗躡錜鎳鑷闑隉顳齧 niǎn攆躎輦輾 niǎo嫋樢蔦裊鳥 niǔ紐鈕 nuàn餪 nuò諾鍩 nuó儺難
nuǎn餪 nà吶納軜鈉 nài錼 nàn攤灘難 nào澆腦鐃鬧 ná鎿 nái孻 nán難 náng噥憹譨饢 náo憹撓橈碙蟯譊鐃 nè訥 nèi內 nì濘灄膩
nìng寧擰濘 ní兒彌輗鈮鯢齯 níng嚀嬣寧擰檸濘獰聹苧薴鸋 nóng儂噥憹濃燶穠膿蕽農醲 nóu譨 nú駑 nüè瘧 něi餒餧 nǎng饢
nǎo堖惱憹腦膠 nǐ擬瀰爾禰聻鈮 nǐng擰 nǒng繷 nǚ釹 ou嘔 piàn騙 piào驃 pián璸緶諞辯駢 piāo縹飄驫 piǎn諞 piǎo縹
pàn拚詊 pào皰礮 pá鈀 pán審瀋盤蹣 páng鰟龎龐 páo鉋颮 pèi浿轡 pèn噴 péi賠錇 péng鵬 pì罷鈲闢鷿鸊 pí紕罷羆鈹頗鮍鵧
pín嬪矉蘋蠙貧頻顰 píng憑蘋評軿馮鮃 pò醱釙頗 póu錇 pù舖鋪 pú僕樸鏷鵏 pān姍賁 pāng鎊 pāo拋鮑 pēn噴濆
pī紕鈈鈹鎞闢駓鮍 pīn拚 pō潑濼醱釙鉕鏺頗 pū僕撲鋪鯆鵏 pǎn闆 pǒ鉕頗駊 pǔ樸譜鐠 qià鮚 qiàn俔塹廞槧淒牽綪縴鰜
qiàng嗆戧搶熗蹌 qiào嘺殻殼磽竅翹誚譑譙蹺 qián乾漸潛灒燖蕁鈐鉆鉗錢鍼馯騚騝 qiáng墻嬙廧強檣牆薔
qiáo僑喬嘺嶠橋犞礄翹蕎蟜譙鐈鞽驕 qiè愜竊篋鍥魥鰈 qióng煢瓊窮藭 qiú巰虯賕釓釚銶鯄鰽鳩 qiā袷
qiān僉慳牽簽籤縴羥謙遷釺鈆鉛鋟開韆顅騫鳽鵮鶼 qiāng創嗆將嶈慶戧搶槍瑲蹌錆鏘鏹鶬 qiāo幓橋磽窯繰蹺蹻銚鍬鞽
qiū區鞦鰌鰍鶖龜 qiǎ價 qiǎn淺繾脥譴齦 qiǎng強搶槍繈羥鏹 qiǎo磽 quàn勸 quán捲槫權純詮輇銓顴鰁鸛
què卻愨慤確礐闋闕鳥鵲 quān駩 quē決闕 quǎn綣 qì悽愾棄氣漬磧緝薺訖 qìn儭撳櫬欽 qìng廎慶硜親請輕
qí幾旂棊濟碕臍薺蘄蟣蠐軝錡隑頎饑騎騏鯕鰭齊 qín蘄 qíng葝請鯨 qù覷誇趨闃 qú鉤鮈鴝 qún羣 qī悽慼棲榿淒碕緝鏚鸂
qīn儭嶔欽滲親鋟頜駸 qīng傾廎慶氫綪輕頃鯖鶄 qū區嶇毆組脥詘誳趨軀騶驅鶌麯麴 qǐ啓啟碕綺豈齮 qǐn寢鋟 qǐng傾廎涇請頃
qǔ詓齲 ruì鈉銳鋭 ruí綏 ruò爇 ruǎn軟 ràng讓 rào撓繞蟯遶 ráng孃鑲 ráo嬈橈蕘襓饒 rè熱 rèn紉紝絍訒認軔韌飪 rì馹
róng嶸榮爃絨蠑鎔頌 róu輮鍒 rù縟 rùn潤閏 rú繻銣顬鴽 rún瞤 rǎng纕 rǎo嬈擾繚繞 rǒng縟 rǒu輮 shuài帥 shuàn專槫
shuì涗稅説 shuí誰 shuò數爍療碩藥銏鎙鑠 shuā選 shuāi綏縗 shuān閂 shuāng孇瀧雙騻驦鸘 shuō說説 shà廈攝 shài曬殺
shàn僤單墠壇撣擔攙樿禪繕蟬訕謆贍釤銏鐥騸鱔鱣 shàng緔鞝 shào燒紹 shè厙懾攝欇灄聶葉設 shèn滲瘮腎鋠 shèng勝繩聖 shé鉈闍
shéi誰 shén鉮 shéng澠繩 shì勢屍弒殺澤繹蒔視試諟諡謚識貰軾遞適釋鈰鉽鍉鎩飭飾 shí塒實時溡蒔蝕識飠鰣 shòu壽濤獸綬鏉
shù數朮樹竪術豎贖輸鉥鷸 shùn瞤順 shú孎蠾贖 shā剎挱摋樧殺紗賒鎩魦鯊 shāi篩諰釃 shān刪姍幓搧摻柵穇纔羶軕釤顫
shāng傷場殤湯觴 shāo燒綃 shē賒輋 shēn參幓糝紳綝蔘詵鉮駪鰺 shēng昇聲陞 shě捨 shěn嬸審槮瀋諗讅
shī屍師溮溼濕灑獅篩絁蝨訑詩釃鉈鯴鰤鳲鳾 shū攄書樞紓紵綀軗輸 shǎi摋 shǎn摻熌閃陝顃 shǎng曏賞 shǐ駛
shǔ屬數籔藪藷鐲 si廁 suàn選 suì嵗歲繐繸誶鐩隊 suí綏遺隨 suò歲 suān痠 suī綏縗雖 suō戲挱犧獻簑縮魦 suǒ嗩瑣鎈鎍鎖
sà摋殺薩鈒鎝鏾颯 sài賽 sàn閐鬖 sàng喪 sào掃 sè嗇廧懎漬澀穡繬薔譅鉍銫鎍鎩飋 sì瀃釲飴飼駟騃 sòng訟誦頌餸鬆 sòu擻謏
sóng鬆 sù泝潚縮肅訴謖遡鋉餗驌鷫 sā挱 sāi鰓 sān參毿糝蔘鬖 sāng喪纕 sāo繅繰颾騷鰠鰺鱢 sēn摻槮滲
sī俬噝廝糹絲緦螄鍶颸鷉鷥麗 sōng鍶鬆 sōu潚蒐鎪鏉颼颾餿騪 sū卹囌穌蘇 sūn孫猻蓀飱 sǎ灑纚 sǎn傘參糝蔘鏾饊 sǎng顙
sǎo掃騷 sǒng慫聳蓯 sǒu擻籔藪謏 sǔn損筍 tiào糶頫 tián撣鈿鎮闐 tiáo條樤脩蓧調銚鰷齠 tiān靝 tiāo條 tiē詀貼鉆
tiě鋨鐵 tiǎn覥賟銛鍩靦 tiǎo誂 tou頭 tuán團專摶槫磚糰蓴鱄鶉 tuì蛻 tuí謉隤頹頽饋 tuò籜蘀 tuó磚訑詑鉈馱駝駞鮀鴕鼉
tuō嘽挩脫託説飥 tuǒ橢綏訑 tà撻澾濕達闒闥韃 tài態鈦 tàn嘆歎賧 tàng儻湯燙蕩鐋 tào韜 tái擡檯臺薹詒颱駘鮐
tán單墰壇壜彈曇癉禪罈罎蕁談譚錟顃鷤 táng醣鏜餳 táo檮籌綯騊 tè職蟘貸鋱 téng謄騰鰧 tì屜殢綈詆躍適錫
tí綈緹蟬諦銻題騠鯷鵜鶗鷤 tòng慟衕 tòu綉 tóng絧蟲衕詷銅鮦鼕 tóu緰頭 tú圖塗鈯駼 tún燉純飩魨 tā鉈 tāi釐駘
tān嘽撣攤漢灘癱貪 tāng劏湯蕩鏜鐋鐺閶 tāo濤燾絛綢縧韜頫 tī銻體鵜鷉 tīng廳烴綎聽 tōng絧 tōu鍮 tū禿鵚 tǎ獺鰨
tǎi騃 tǎn壇鉭 tǎng儻擴欓鎲钂黨 tǎo討 tǐ體 tǐng鋌頲 tǒng統 tǒu諭諳 tǔ釷 wà膃襪譁 wàn澫綄翫莧萬贃錽 wán紈翫頑
wèi噲懀為爲瞶磑蝟衛謂轊遺鏏餧餵 wèn問搵紋聞 wèng甕 wéi偽圍幃撝湋溈潙潿濰為爲磑維覹違闈韋鮠 wén紋聞閿馼鳼 wò噁臥齷
wù務嗚噁塢悞惡烏誤霧騖鶩 wú務吳墲廡憮無蕪鋙鵐齬 wā媧汙窪鮭 wāi咼喎 wān壪彎灣貫關 wāng瀇 wēi癐鰃
wēn榲溫緼藴輼轀韞鰛鰮 wēng鎓鶲 wěi偉偽僞巋暐椲煒瑋緯葦蒍蔿薳諉韙頠鮪 wěn穩 wō咼堝撾渦濄窩萵蝸
wū嗚惡於汙烏誣鄔鎢鴮 wǎn綰輓關 wǎng瀇網誷輞 wǒ咼 wǔ務嘸埡塢嫵廡憮潕熓蕪鵡 xià嚇廈
xiàn俔哯峴憲撊晛梘獻現睍筧綖綫線縣羨脅莧蜆見賢軒鏾闞顯餡鮮麲 xiàng傢嚮曏樣鄉項鬨 xiào嘯斅斆澩較 xiá俠夾峽浹狹硤給轄
xián嫺嫻慳撏癇絃諴賢銜閑閒鷳鷴鹹 xiáng詳 xiáo絞 xiè寫屓殺洩潰瀉紲緤褻諜謝齘 xié協夾挾摺擷攜纈脅諧頁頡鬹鮭 xiòng詗
xiù綉繡銹鏥鏽 xiā蝦鰕 xiān姍憸秈纖薟蘞躚醶釤銑銛錟鍁鮮鶱 xiāng廂緗纕薌鄉鑲驤
xiāo嘮嘵囂憢撓梟毊潚瀟簫綃脩蕭蟂蠨譊銷騷驍驕鴞鵁 xiē蠍 xiě寫 xiōng兇洶訩 xiū脩饈鵂
xiǎn嶮憲灑獫獮玁禰蘚蜆軒銑險顯鮮 xiǎng嚮曏薌蠁鄉響餉饗饟鮝鯗 xiǎo曉篠簫謏轇 xiǔ綇 xuàn煇絃絢絹繏選鉉鏇鐶
xuán懸璿瓊盤縣還鏇 xuè決謔蹻 xué學嶨斅澩鷽 xuān諼譞軒鋗 xuē鞾 xuě鱈 xuǎn癬選饌 xì係卻愾戱戲氣熂細綌繫謚釳鈒霼餼鬩
xìn憖興釁 xìng倖興 xí擊濕習蓆襲覡騱驨鰓鰼 xín尋鐔 xíng娙滎熒鈃鉶陘餳 xù卹嶼敘漵緒續規鉥銊鱮 xùn壎孫愻筍訊訓遜 xú謳
xún噚尋撏樳潯燖璕紃絢蕁蟳詢鄩馴鱘 xī戲棲犧獻義脅訢詑誒譆谿釐錫錯鑴餏鱚鸂 xīn廞訢鋅 xīng興騂
xū嘔噓嬃緰繻虛訏諝須頊鬚 xūn勛勳塤壎煇燻篔纁葷 xǐ灑璽瓕縰纚諰釐銑鱚 xǔ滸盨訏許詡 yo喲嚛 yuàn緣遠願
yuán員園圓櫞緣貟轅隕騵鶰黿 yuè嶽悅擽樂櫟爍粵説躍躒軏鈅鉞鋭鑠鑰閱閲鸑 yuān淵鳶鴛鵷 yuē彠約 yuě噦 yuǎn薳遠願
yà亞埡堊壓婭掗氬稏訝軋輅錏齾 yàn厭嚥彥灧灩硯艷覎諺讌讞豔贋贗這醶釅閻饜騴驗鴳鹽麲 yàng樣煬養 yào樂瘧窯約葯藥銚鑰颻驁鷂
yá釾顔 yán嚴巖巗綖薟訁贗鉛閆閻險顏顔鹽 yáng將揚暘楊湯煬瑒瘍詳鍚陽颺鰑 yáo僥堯嶢搖猶瑤窯蕘謠謡踰軺遙銚颻餚鰩鷂
yè擫曄業燁瓛緤聶葉謁鄴靨頁饁 yé爺釾鋣餘 yì億勩厭囈嶧憶懌擇洩澤異瘞瘱紲縊繶繹義藝虉襗詣誒誼謚譯議軼輗釋釴鈠鎰鐿驛鷁鷊鷖
yìn廕憖猌蔭陰隱飲鮣 yìng嬰應瀅繩 yí儀礙維義訑詑詒貽遺鉈頤飴 yín憖檭欽潯訢誾釿銀鷣齗齦 yíng俓塋滎濚瀅瀠熒營瑩縈螢蠅贏鎣
yòng傭醟 yòu誘銹 yóng顒鰫鱅 yóu猶蕕輶遊郵鈾魷鮋 yù嫗慾澦獄癒禦籲與菸蕷蟈語諭譽貍軉輿鈺錥鐍閼閾預飫馭鬱鱊鴥鵒鷸
yùn員惲慍暈煇熅緷緼縕腪薀藴蘊運鄆醖醞韞韻餫 yú吳娛於歟汙漁璵籅緰與覦諛貗踰輿鋙顒餘騟魚鱮 yún勻員溳澐熉筍篔紜蕓鄖雲
yā亞厭啞埡壓婭椏烏錏閘鴉鴨鵪 yān厭懨煙菸醃閹閼 yāng鉠鴦 yāo約訞 yě蠱 yī億戲禕褘詑醫銥鷖 yīn絪緸蔭諲銦闇闉陰駰
yīng啢嚶嬰孆孾應攖櫻滎瓔緓纓罃罌莖鍈鎣鶯鷹鸚 yō喲 yōng傭擁癰鏞鱅 yōu優憂 yū於汙紆菸 yūn暈氳蒕贇輼頵
yǎ啞婭掗瘂鴉 yǎn儼兗厭厴噞嚴嶮巘瓛縯菴錟閻靨魘鰋鶠黶鼴齗齴龑 yǎng癢養駚 yǎo嚙嬈齩 yǐ礒綺艤蟻輢醫釔錡靉顗齮
yǐn癮縯蘟釿闇隱飲齗 yǐng巊潁瑩癭穎頴 yǒng湧詠踴鯒 yǒu脩銪 yǔ俁傴嫗嶼與語鋙齬 yǔn殞溳鈗隕霣 zhuàn傳囀摶縳賺轉饌
zhuàng壯戇狀贛 zhuì墜綴縋贅鎚隊 zhuó梲準濁繳諑蹠鐯鐲鵫鷟 zhuā撾 zhuān專摶磚膞諯鄟顓鱄 zhuāng壯妝樁莊裝 zhuī錐騅
zhuǎi轉 zhuǎn竱膞轉 zhà吒柵詐鮓齰 zhài債簀責駘 zhàn佔單嶘戰斬棧綻詀謙顫驏驙 zhàng帳張漲痮脹賬長 zhào詔趙鮡
zhá劄箚軋鍘閘鰈 zhái擇 zhè這鷓 zhèi這 zhèn紖誫賑鉁鎭鎮陣陳鮝鴆 zhèng倀幀爭証諍證鄭 zhé囁摺攝聶蟄襵謫讋軼輒轍適鮿鷙
zhì實幟摯擲櫍櫛滯緻織製觶誌識質贄躓輊遲銍鑕駤騭鳩鷙 zhí執縶職贄蹠躑酈 zhòng眾種緟蟲衆諥 zhòu冑晝皺紂紬縐葤薵軸鈾駎騶驟
zhóu軸 zhù佇眝竚築紵苧註貯鑄駐 zhùn綧飩 zhú劚孎斸朮欘燭爥築蠾軸 zhā劄吒囃査紮謯齟 zhāi側嚌牴齊齋
zhān氈詀譫霑飦饘驙鱣鳽鸇點 zhāng張漲餦鱆 zhāo詔釗鉊鼂 zhēn偵楨湞眞禎貞針鉁鍼鎮
zhēng偵崢徵掙爭猙癥睜禎箏綪諍貞鉦錚鯖 zhě襵鍺 zhěn縝診軫 zhī擲梔織躓隻鳷鴲 zhōng終衆鈆鈡鍾鐘
zhōu皺縐調諏謅譸賙輈輖週銂鵃 zhū櫧櫫瀦硃藷誅諸豬銖騶 zhūn純諄 zhǎ謯鮓鮺 zhǎn嶄撣斬棧盞輾颭 zhǎng漲長鞝
zhǐ徵紙絺訨軹 zhǒng塚種腫 zhǒu鯞 zhǔ囑屬斸矚詝 zhǔn準純綧 zuàn欑賺鑽 zuì蕝雋 zuò鑿飵 zuān攢躦鑽 zuī纗 zuǎn纘
zuǒ繓 zài儎載 zàn攢暫淺濺灒瓚讚贊蹔酇鏨 zàng臟 zào皁竈譟鑿 zá雜 záo鑿 zè側廁 zèn譖 zèng綜繒贈鋥
zé則嘖幘擇澤皟簀蘀襗謫責賾飵鰂齰 zéi賊鯽鰂 zì漬眥資輜 zòng從瘲糉綜縱錝 zòu媰 zù駔 zùn鱒 zú鏃鑿 zā灒紮臢鉔 zāi災載
zān篸臢 zāng贓贜髒 zēng繒 zī澬璾純緇茲諮貲資載輜錙鎡鯔鰦齊齜 zōng從樅綜總豵蹤騌 zōu芻諏鄒騶鯫 zū趲 zūn鐏鱒鷷
zǎ囃 zǎi載 zǎn攢趲 zǎng駔髒 zǎo棗繅繰 zǐ釨鋅 zǒng傯從縱總蓯 zǔ組詛謯駔 ài噯嬡愛曖璦礙薆鑀閡靉 àn闇頇鮟
ào奧澆驁鷔 ái捱獃皚磑隑騃 áo囂磽謸鰲鷔 è亞啞埡堊惡諤軛鍔閼顎餓魥鰐鱷鴳鶚齶齾 èi誒 èr貳鉺 é偽蒍訛鈋鋨額鵝 éi誒 ér兒鮞鴯
òu嘔慪漚熰 ā錒 āi剴噯捱諰鎄 ān菴諳鉗闇陰鮟鴳鵪 āng醃骯 ē痾 ēi誒 ě噁惡椏玀 ěi誒 ěr爾邇鉺餌
ōu區嘔塸慪摳樞歐毆漚熰甌紆謳鷗 ǎi噯藹謁靄 ǎn銨闇 ǎo媼襖 ǒu嘔歐澫甌
"""


@cache
def by_reading() -> dict[str, frozenset[str]]:
    """Characters by reading with tone (`jìn` -> {進, 盡, …})."""
    table: dict[str, frozenset[str]] = {}
    for word in _TABLE.split():
        cut = next(i for i, c in enumerate(word) if c >= "\u2e80")
        table[word[:cut]] = frozenset(word[cut:])
    return table


@cache
def plain_readings() -> dict[str, frozenset[str]]:
    """Readings without tone by character (進 -> {jin})."""
    table: dict[str, set[str]] = {}
    for reading, chars in by_reading().items():
        plain = without_tone(reading)
        for char in chars:
            table.setdefault(char, set()).add(plain)
    return {char: frozenset(found) for char, found in table.items()}


def without_tone(reading: str) -> str:
    """`jìn` -> `jin`, `lǜ` -> `lü`."""
    return reading.translate(_TONELESS)
