//! Files that are no text, told by their first bytes, and what to do with them.

use std::fmt;

use crate::protocol::Said;

/// What a file without text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum What {
    /// PDF.
    Pdf,
    /// Word as zip of XML, and text documents of other offices.
    Word,
    /// Spreadsheets as zip of XML.
    Sheet,
    /// Slides as zip of XML.
    Slides,
    /// Word, Excel, PowerPoint or WPS in the old compound form.
    OldOffice,
    /// Rich text.
    Rtf,
    /// EPUB.
    Epub,
    /// A page saved with all its parts.
    Mhtml,
    /// A picture.
    Picture,
    /// Sound or film.
    Media,
    /// An archive other than zip.
    Archive,
    /// A zip archive, where only text will do.
    Zip,
    /// A database.
    Database,
    /// A program.
    Program,
    /// A pack of Wenlan, where only text will do.
    Pack,
    /// Zero bytes or control characters.
    Bytes,
}

impl What {
    /// What the first bytes say; of zip archives only that they are.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        const KNOWN: [(&[u8], What); 28] = [
            (b"%PDF", What::Pdf),
            (b"\xd0\xcf\x11\xe0", What::OldOffice),
            (b"{\\rtf", What::Rtf),
            (b"PK\x03\x04", What::Zip),
            (b"PK\x05\x06", What::Zip),
            (b"\x1f\x8b", What::Archive),
            (b"BZh", What::Archive),
            (b"\xfd7zXZ", What::Archive),
            (b"Rar!", What::Archive),
            (b"7z\xbc\xaf", What::Archive),
            (b"\x28\xb5\x2f\xfd", What::Archive),
            (b"\x89PNG", What::Picture),
            (b"\xff\xd8\xff", What::Picture),
            (b"GIF8", What::Picture),
            (b"II*\0", What::Picture),
            (b"MM\0*", What::Picture),
            (b"8BPS", What::Picture),
            (b"AT&TFORM", What::Picture),
            (b"ID3", What::Media),
            (b"OggS", What::Media),
            (b"fLaC", What::Media),
            (b"\x1aE\xdf\xa3", What::Media),
            (b"SQLite format 3", What::Database),
            (b"PAR1", What::Database),
            (b"\0asm", What::Program),
            (b"\x7fELF", What::Program),
            (b"MZ\x90\0", What::Program),
            (b"wenlan\r\n", What::Pack),
        ];
        if let Some((_, what)) = KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
            return Some(*what);
        }
        let part = |from: usize, to: usize| bytes.get(from..to).unwrap_or_default();
        match (part(0, 4), part(4, 8), part(8, 12)) {
            (b"RIFF", _, b"WEBP") => return Some(Self::Picture),
            (b"RIFF", _, _) => return Some(Self::Media),
            (_, b"ftyp", b"heic" | b"heix" | b"mif1" | b"avif") => return Some(Self::Picture),
            (_, b"ftyp", _) => return Some(Self::Media),
            _ => {}
        }
        if bytes.starts_with(b"BM") && part(6, 10) == [0; 4] {
            return Some(Self::Picture);
        }
        if part(257, 262) == b"ustar" {
            return Some(Self::Archive);
        }
        let head = part(0, bytes.len().min(2048)).to_ascii_lowercase();
        let has = |what: &[u8]| memchr::memmem::find(&head, what).is_some();
        (has(b"mime-version:") && has(b"multipart/related")).then_some(Self::Mhtml)
    }

    /// What an office's or a book's archive is, by the names in it.
    pub(super) fn of_members<'n>(mut names: impl Iterator<Item = &'n [u8]>) -> Option<Self> {
        names.find_map(|name| match name {
            _ if name.starts_with(b"word/") => Some(Self::Word),
            _ if name.starts_with(b"xl/") => Some(Self::Sheet),
            _ if name.starts_with(b"ppt/") => Some(Self::Slides),
            b"META-INF/container.xml" => Some(Self::Epub),
            b"META-INF/manifest.xml" => Some(Self::Word),
            b"AndroidManifest.xml" | b"META-INF/MANIFEST.MF" => Some(Self::Program),
            _ => None,
        })
    }

    /// What it is and what to do, in zh-Hans, zh-Hant, English.
    pub(super) fn said(self) -> Said {
        let [hans, hant, english] = match self {
            Self::Pdf => ["PDF", "PDF", "a PDF"],
            Self::Word => ["Word 文档", "Word 文件", "a Word document"],
            Self::Sheet => ["Excel 表格", "Excel 試算表", "an Excel sheet"],
            Self::Slides => ["演示文稿", "簡報", "a slide show"],
            Self::OldOffice => {
                ["旧版 Word、Excel 或 WPS 文件", "舊版 Word、Excel 或 WPS 檔案", "an old Word, Excel or WPS document"]
            }
            Self::Rtf => ["RTF 文档", "RTF 文件", "an RTF document"],
            Self::Epub => ["EPUB 电子书", "EPUB 電子書", "an EPUB book"],
            Self::Mhtml => ["整页保存的网页（MHTML）", "整頁儲存的網頁（MHTML）", "a page saved as MHTML"],
            Self::Picture => ["图片", "圖片", "a picture"],
            Self::Media => ["音频或视频", "音訊或影片", "sound or film"],
            Self::Archive => ["zip 以外的压缩包", "zip 以外的壓縮檔", "an archive other than zip"],
            Self::Zip => ["zip 压缩包", "zip 壓縮檔", "a zip archive"],
            Self::Database => ["数据库文件", "資料庫檔案", "a database"],
            Self::Program => ["程序文件", "程式檔案", "a program"],
            Self::Pack => ["文览的语料包", "文覽的語料包", "a Wenlan pack"],
            Self::Bytes => ["二进制文件", "二進位檔案", "no text: it holds zero bytes or control characters"],
        };
        let [do_hans, do_hant, do_english] = match self {
            Self::Pdf | Self::Word | Self::OldOffice | Self::Rtf | Self::Epub | Self::Slides => [
                "请先另存为文本（txt）或网页（html）再导入",
                "請先另存為純文字（txt）或網頁（html）再匯入",
                "save it as text (txt) or as a web page (html) first",
            ],
            Self::Sheet => ["请先另存为 CSV 再导入", "請先另存為 CSV 再匯入", "save it as CSV first"],
            Self::Mhtml => [
                "请改存为“网页，仅 HTML”再导入",
                "請改存為「網頁，僅 HTML」再匯入",
                "save it as “web page, HTML only” instead",
            ],
            Self::Picture => [
                "请先识别成文字，存为 txt 再导入",
                "請先辨識成文字，存為 txt 再匯入",
                "have its text recognised and save that as txt",
            ],
            Self::Media => [
                "请先转写成文字，存为 txt 再导入",
                "請先轉寫成文字，存為 txt 再匯入",
                "have it transcribed and save that as txt",
            ],
            Self::Archive | Self::Zip => [
                "请先解压，把里面的文件拿来导入",
                "請先解壓縮，把裏面的檔案拿來匯入",
                "unpack it and take the files in it",
            ],
            Self::Database => ["请先导出为 CSV 或 JSON", "請先匯出為 CSV 或 JSON", "export it as CSV or JSON first"],
            Self::Program | Self::Bytes => [
                "文览只读文字，请换成 txt、html、csv 等文件",
                "文覽只讀文字，請換成 txt、html、csv 等檔案",
                "give a text file: txt, html, csv and the like",
            ],
            Self::Pack => ["请直接打开或导入它", "請直接開啟或匯入它", "open it, or import it by itself"],
        };
        [
            format!("这是{}{hans}：{do_hans}。", if hans.starts_with(|c: char| c.is_ascii()) { " " } else { "" }),
            format!("這是{}{hant}：{do_hant}。", if hant.starts_with(|c: char| c.is_ascii()) { " " } else { "" }),
            format!("it is {english}: {do_english}"),
        ]
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said()[2])
    }
}
