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
            Self::Binary { .. } => said(
                "这不是文本文件：请另存为 txt、md、json 或 jsonl 再导入。",
                "這不是文字檔：請另存為 txt、md、json 或 jsonl 再匯入。",
                self,
            ),
            Self::Empty => said("文件是空的，没有可导入的内容。", "檔案是空的，沒有可匯入的內容。", self),
            Self::Format { extension } => said(
                format!("不认识 .{extension} 这类文件：可用 txt、md、json、jsonl。"),
                format!("不認識 .{extension} 這類檔案：可用 txt、md、json、jsonl。"),
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
                "没有一篇有正文：请检查正文是否写在 body 字段里。",
                "沒有一篇有正文：請檢查正文是否寫在 body 欄位裏。",
                self,
            ),
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
            Self::LeftOut { line, .. } => {
                said(format!("第 {line} 条略过：内容不合格式。"), format!("第 {line} 條略過：內容不合格式。"), self)
            }
            Self::UnknownKey(key) => {
                said(format!("文首的“{key}”一项没有用到。"), format!("文首的「{key}」一項沒有用到。"), self)
            }
            Self::Date(date) => said(
                format!("日期“{date}”没有看懂，已略去：请写成 2024-08-06 的样子。"),
                format!("日期「{date}」沒有看懂，已略去：請寫成 2024-08-06 的樣子。"),
                self,
            ),
            Self::TitleMade(title) => said(
                format!("没有标题，取了开头几个字“{title}”。"),
                format!("沒有標題，取了開頭幾個字「{title}」。"),
                self,
            ),
        }
    }
}
