//! What is wrong with a file or a pack, in the languages of the interface. English is the error's own
//! text; the command line prints that.

use crate::protocol::Said;

use super::PackError;
#[cfg(feature = "full")]
use super::{ReadError, ReadNote};

/// Something that can be said in all languages of the interface.
pub(crate) trait InWords {
    /// The text in zh-Hans, zh-Hant, English.
    fn said(&self) -> Said;
}

fn said(hans: impl Into<String>, hant: impl Into<String>, english: &impl ToString) -> Said {
    [hans.into(), hant.into(), english.to_string()]
}

impl InWords for PackError {
    fn said(&self) -> Said {
        match self {
            Self::Foreign { .. } => said(
                "这不是文览的语料包：请检查地址，或用 wenlan pack 打一份。",
                "這不是文覽的語料包：請檢查位址，或用 wenlan pack 打一份。",
                self,
            ),
            Self::Newer { expected, got } => said(
                format!("这份语料包是第 {got} 版，本程序只认到第 {expected} 版：请更新文览，或用本版重新打包。"),
                format!("這份語料包是第 {got} 版，本程式只認到第 {expected} 版：請更新文覽，或用本版重新打包。"),
                self,
            ),
            Self::Older { expected, got } => said(
                format!("这份语料包是第 {got} 版，本程序读第 {expected} 版：请用 wenlan pack 重新打包。"),
                format!("這份語料包是第 {got} 版，本程式讀第 {expected} 版：請用 wenlan pack 重新打包。"),
                self,
            ),
            Self::Truncated { expected, got } => said(
                format!("语料包不完整：应有 {expected} 字节，只有 {got} 字节。请重新下载或复制。"),
                format!("語料包不完整：應有 {expected} 位元組，只有 {got} 位元組。請重新下載或複製。"),
                self,
            ),
            Self::Damaged(_) => said(
                "语料包已损坏：请重新下载或复制，或重新打包。",
                "語料包已損壞：請重新下載或複製，或重新打包。",
                self,
            ),
            Self::Section { section } => said(
                format!("语料包里的“{section}”一节读不出来：请用 wenlan pack 重新打包。"),
                format!("語料包裏的「{section}」一節讀不出來：請用 wenlan pack 重新打包。"),
                self,
            ),
        }
    }
}

#[cfg(feature = "full")]
impl InWords for ReadError {
    fn said(&self) -> Said {
        match self {
            Self::Binary(what) => {
                let [hans, hant, _] = what.said();
                said(hans, hant, self)
            }
            Self::Empty => said("文件是空的，没有可导入的内容。", "檔案是空的，沒有可匯入的內容。", self),
            Self::Unread => said(
                "浏览器读不到这个文件：可能已移走，或没有权限，请重新选取。",
                "瀏覽器讀不到這個檔案：可能已移走，或沒有權限，請重新選取。",
                self,
            ),
            Self::NoRoom { megabytes } => said(
                format!("内存不够读这个 {megabytes} MB 的文件：请拆成几份，或关掉别的网页再试。"),
                format!("記憶體不夠讀這個 {megabytes} MB 的檔案：請拆成幾份，或關掉別的網頁再試。"),
                self,
            ),
            Self::TooLarge { megabytes, limit } => said(
                format!("文件有 {megabytes} MB，一次最多读 {limit} MB：请拆成几份再导入。"),
                format!("檔案有 {megabytes} MB，一次最多讀 {limit} MB：請拆成幾份再匯入。"),
                self,
            ),
            Self::Format { extension } => said(
                format!("不认识 .{extension} 这类文件：可用 txt、md、html、docx、json、jsonl、csv、RSS 和 zip。"),
                format!("不認識 .{extension} 這類檔案：可用 txt、md、html、docx、json、jsonl、csv、RSS 和 zip。"),
                self,
            ),
            Self::BrokenJson { line } => said(
                format!("不是完整的 JSON：到第 {line} 行断了，或那里有错。请检查这一行，或重新保存、下载这个文件。"),
                format!("不是完整的 JSON：到第 {line} 行斷了，或那裏有錯。請檢查這一行，或重新儲存、下載這個檔案。"),
                self,
            ),
            Self::Json { line, .. } => said(
                format!(
                    "第 {line} 行不是可用的 JSON：请给出一个至少有 title 或 body 的对象、对象的数组，或每行一个对象。"
                ),
                format!(
                    "第 {line} 行不是可用的 JSON：請給出一個至少有 title 或 body 的物件、物件的陣列，或每行一個物件。"
                ),
                self,
            ),
            Self::NoText => said(
                "没有一篇有正文：请检查正文是否写在 body（正文、内容）一栏里。",
                "沒有一篇有正文：請檢查正文是否寫在 body（正文、內容）一欄裏。",
                self,
            ),
            Self::NoColumns { found } => said(
                format!("没有名为“标题”或“正文”的列：请在第一行写上列名，或在导入前指明各列。现在第一行是：{found}"),
                format!(
                    "沒有名為「標題」或「正文」的欄：請在第一行寫上欄名，或在匯入前指明各欄。現在第一行是：{found}"
                ),
                self,
            ),
            Self::NoArticle => said(
                "这个网页里没找到正文，可能要靠脚本显示：请在浏览器里打开后另存，或只存文字。",
                "這個網頁裏沒找到正文，可能要靠指令碼顯示：請在瀏覽器裏開啟後另存，或只存文字。",
                self,
            ),
            Self::NoFeed => said(
                "这份 XML 不是带条目的订阅源：可用 RSS、Atom 或 RDF。",
                "這份 XML 不是帶條目的訂閱來源：可用 RSS、Atom 或 RDF。",
                self,
            ),
            Self::ZipDamaged => said(
                "压缩包已损坏或不完整：请重新下载，或重新打包。",
                "壓縮檔已損壞或不完整：請重新下載，或重新壓縮。",
                self,
            ),
            Self::ZipLocked => {
                said("压缩包里的这个文件有密码：请先解压再导入。", "壓縮檔裏的這個檔案有密碼：請先解壓縮再匯入。", self)
            }
            Self::ZipMethod => said(
                "压缩包用了读不了的压缩方法：请改用普通的 zip 压缩。",
                "壓縮檔用了讀不了的壓縮方法：請改用普通的 zip 壓縮。",
                self,
            ),
            Self::ZipNested => said(
                "压缩包里又有压缩包，不再往里解：请先解压一层再导入。",
                "壓縮檔裏又有壓縮檔，不再往裏解：請先解壓縮一層再匯入。",
                self,
            ),
            Self::ZipBomb { limit, ratio } => said(
                format!("解压后太大（最多 {limit} MB，单个文件最多涨到 {ratio} 倍）：请拆成几份再导入。"),
                format!("解壓縮後太大（最多 {limit} MB，單個檔案最多漲到 {ratio} 倍）：請拆成幾份再匯入。"),
                self,
            ),
            Self::ZipEntries { n, limit } => said(
                format!("压缩包里有 {n} 个文件，一次最多读 {limit} 个：请拆成几份再导入。"),
                format!("壓縮檔裏有 {n} 個檔案，一次最多讀 {limit} 個：請拆成幾份再匯入。"),
                self,
            ),
            Self::ZipNothing => said("压缩包里没有一个文件能读。", "壓縮檔裏沒有一個檔案能讀。", self),
            Self::Pack(error) => error.said(),
        }
    }
}

#[cfg(feature = "full")]
impl InWords for ReadNote {
    fn said(&self) -> Said {
        match self {
            Self::Encoding(encoding) => said(
                format!("按 {encoding} 读取，并非处处相合：请核对文字，或另存为 UTF-8。"),
                format!("按 {encoding} 讀取，並非處處相合：請核對文字，或另存為 UTF-8。"),
                self,
            ),
            Self::Kind { extension, is } => said(
                format!("文件名是 .{extension}，内容却是 {is}，已按 {is} 读取。"),
                format!("檔名是 .{extension}，內容卻是 {is}，已按 {is} 讀取。"),
                self,
            ),
            Self::LeftOut { line, .. } => {
                said(format!("第 {line} 条略过：内容不合格式。"), format!("第 {line} 條略過：內容不合格式。"), self)
            }
            Self::MoreLeftOut(n) => said(format!("另有 {n} 条略过。"), format!("另有 {n} 條略過。"), self),
            Self::Unused(names) => {
                let names = names.join("、");
                said(format!("没有用到的列：{names}。"), format!("沒有用到的欄：{names}。"), self)
            }
            Self::NoHeader { body, title } => {
                let and = |text: &str| title.map(|n| text.replace('#', &n.to_string())).unwrap_or_default();
                said(
                    format!("没有认得的列名：把第 {body} 列当作正文{}，请核对。", and("，第 # 列当作标题")),
                    format!("沒有認得的欄名：把第 {body} 欄當作正文{}，請核對。", and("，第 # 欄當作標題")),
                    self,
                )
            }
            Self::Quotes => said("表格里的引号不成对：请核对各条内容。", "表格裏的引號不成對：請核對各條內容。", self),
            Self::UnknownKey(key) => {
                said(format!("文首的“{key}”一项没有用到。"), format!("文首的「{key}」一項沒有用到。"), self)
            }
            Self::Date(date) => said(
                format!("日期“{date}”没有看懂，已略去：请写成 2024-08-06 的样子。"),
                format!("日期「{date}」沒有看懂，已略去：請寫成 2024-08-06 的樣子。"),
                self,
            ),
            Self::Rights(word) => said(
                format!(
                    "刊载权限“{word}”没有看懂，发布时不刊正文：请写 full（全文）、excerpt（节选）或 metadata（题录）。"
                ),
                format!(
                    "刊載權限「{word}」沒有看懂，發佈時不刊正文：請寫 full（全文）、excerpt（節選）或 metadata（題錄）。"
                ),
                self,
            ),
            Self::TitleMade(title) => said(
                format!("没有标题，取了开头几个字“{title}”。"),
                format!("沒有標題，取了開頭幾個字「{title}」。"),
                self,
            ),
            Self::DayOfFile => said(
                "日期取自文档属性，是建立文档的那天：请核对。",
                "日期取自文件屬性，是建立文件的那天：請核對。",
                self,
            ),
            Self::Thin => said(
                "这个网页里文字很少：可能是列表页，或要靠脚本显示。",
                "這個網頁裏文字很少：可能是列表頁，或要靠指令碼顯示。",
                self,
            ),
            Self::PassedOver(n) => said(
                format!("压缩包里有 {n} 个文件不是文章，已跳过。"),
                format!("壓縮檔裏有 {n} 個檔案不是文章，已跳過。"),
                self,
            ),
            Self::Member { name, note } => {
                let [hans, hant, _] = note.said();
                said(format!("{name}：{hans}"), format!("{name}：{hant}"), self)
            }
            Self::PackArticles => said(
                "取了语料包里的文章和笔记，没有取它的词典和主题。",
                "取了語料包裏的文章和筆記，沒有取它的詞典和主題。",
                self,
            ),
        }
    }
}
