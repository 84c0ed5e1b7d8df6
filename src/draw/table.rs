//! The table twin of a form: the same marks and numbers, row by row; also its CSV.

use super::words::{cell_text, head_name};
use crate::protocol::{CellKind, FormBody, Lang, Mark, Sheet};

/// A table whose rows can be opened like marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Column heads, as keys of the interface's catalogue.
    pub head: Vec<Head>,
    /// Rows.
    pub rows: Vec<TableRow>,
}

/// A row: cells as text, and the mark behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableRow {
    /// One cell per column.
    pub cells: Vec<String>,
    /// The mark; its number of sentences stands in the `Sentences` column.
    pub mark: Mark,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// The group of an item.
    Group,
    /// An item's name.
    Item,
    /// A stage of a chain.
    Stage,
    /// Where a flow goes.
    Next,
    /// One end of a pair.
    First,
    /// The other end.
    Second,
    /// A period of time.
    Period,
    /// Articles of the period.
    OfArticles,
    /// Figure as written.
    Figure,
    /// What the figure is of.
    Subject,
    /// Target or achieved.
    Status,
    /// Years a text gives.
    Era,
    /// Number of sentences.
    Sentences,
    /// Number of articles.
    Articles,
}

fn row(cells: &[&str], mark: &Mark) -> TableRow {
    let mut cells: Vec<String> = cells.iter().map(|&cell| cell.to_owned()).collect();
    cells.push(mark.n.to_string());
    cells.push(mark.n_articles.to_string());
    TableRow { cells, mark: mark.clone() }
}

fn table(head: &[Head], rows: Vec<TableRow>) -> Table {
    let mut head = head.to_vec();
    head.extend([Head::Sentences, Head::Articles]);
    Table { head, rows }
}

/// Stands for "all of it" in a row of a group's own number; said in words by [`cell_text`].
pub(super) const ALL: &str = "*";

/// The table twin of a form: a row for every mark, those of groups and pairs too.
pub fn twin(body: &FormBody) -> Table {
    match body {
        FormBody::Bars { bars } => table(&[Head::Item], bars.iter().map(|mark| row(&[&mark.label], mark)).collect()),
        FormBody::Chain { stages, whole, layers, links } => {
            let mut rows: Vec<TableRow> =
                stages.iter().chain(whole).map(|mark| row(&[&mark.label, ""], mark)).collect();
            rows.extend(layers.iter().flatten().map(|mark| row(&[&mark.label, ""], mark)));
            let name = |(layer, index): (u32, u32)| {
                layers
                    .get(layer as usize)
                    .and_then(|layer| layer.get(index as usize))
                    .map_or("", |mark| mark.label.as_str())
            };
            rows.extend(links.iter().map(|link| row(&[name(link.from), name(link.to)], &link.mark)));
            table(&[Head::Stage, Head::Next], rows)
        }
        FormBody::Multiples { periods, of, rows } => {
            let n_articles = of.iter().sum::<u32>().to_string();
            let rows = rows.iter().flat_map(|line| {
                let cells = line.cells.iter().zip(periods.iter().zip(of)).filter(|(_, (_, of))| **of > 0);
                let cells = cells.map(|(cell, (period, of))| row(&[&line.mark.label, period, &of.to_string()], cell));
                std::iter::once(row(&[&line.mark.label, ALL, &n_articles], &line.mark)).chain(cells)
            });
            table(&[Head::Item, Head::Period, Head::OfArticles], rows.collect())
        }
        FormBody::Treemap { groups } => {
            let rows = groups.iter().flat_map(|(group, parts)| {
                let parts = parts.iter().map(|part| row(&[&group.label, &part.label], part));
                std::iter::once(row(&[&group.label, ALL], group)).chain(parts)
            });
            table(&[Head::Group, Head::Item], rows.collect())
        }
        FormBody::Ladder { rungs } => {
            let rows = rungs.iter().flat_map(|rung| {
                let claims =
                    rung.claims.iter().map(|(mark, status)| row(&[&rung.mark.label, &mark.label, status], mark));
                std::iter::once(row(&[&rung.mark.label, ALL, ""], &rung.mark)).chain(claims)
            });
            table(&[Head::Figure, Head::Subject, Head::Status], rows.collect())
        }
        FormBody::Network { nodes, links } => {
            let name = |index: u32| nodes.get(index as usize).map_or("", |(mark, _)| mark.label.as_str());
            let pairs = links.iter().map(|link| row(&[name(link.from.1), name(link.to.1)], &link.mark));
            let rows = nodes.iter().map(|(mark, _)| row(&[&mark.label, ALL], mark)).chain(pairs);
            table(&[Head::First, Head::Second], rows.collect())
        }
        FormBody::Lanes { lanes, .. } => {
            let era = |from: &i32, to: &i32| if from == to { from.to_string() } else { format!("{from}—{to}") };
            let rows = lanes.iter().flat_map(|lane| {
                let name = &lane.mark.label;
                let eras = lane.eras.iter().map(move |(from, to, mark)| row(&[name, &era(from, to)], mark));
                let ticks = lane.ticks.iter().map(move |tick| row(&[name, &tick.date], &tick.mark));
                std::iter::once(row(&[name, ALL], &lane.mark)).chain(eras).chain(ticks)
            });
            table(&[Head::Item, Head::Era], rows.collect())
        }
        FormBody::Ego { centre, arms } => {
            let arms = arms.iter().map(|arm| row(&[&centre.label, &arm.label], arm));
            let rows = std::iter::once(row(&[&centre.label, ALL], centre)).chain(arms);
            table(&[Head::First, Head::Second], rows.collect())
        }
        FormBody::Tree { nodes } => {
            let rows = nodes.iter().map(|node| {
                let parent = node.parent.and_then(|parent| nodes.get(parent as usize));
                row(&[parent.map_or("", |parent| &parent.mark.label), &node.mark.label], &node.mark)
            });
            table(&[Head::Group, Head::Item], rows.collect())
        }
        FormBody::Keyness { sides, rows, .. } => {
            let rows = rows.iter().flat_map(|line| {
                let halves = sides.iter().zip(&line.sides).map(|(side, mark)| row(&[&line.mark.label, side], mark));
                std::iter::once(row(&[&line.mark.label, ALL], &line.mark)).chain(halves)
            });
            table(&[Head::Item, Head::Period], rows.collect())
        }
        FormBody::Calendar { years } => {
            let cells = years.iter().flat_map(|year| year.months.iter().zip(&year.of));
            let rows = cells.filter(|(_, of)| **of > 0).map(|(mark, of)| row(&[&mark.label, &of.to_string()], mark));
            table(&[Head::Period, Head::OfArticles], rows.collect())
        }
        FormBody::Tiles { tiles } => {
            let mut named: Vec<&Mark> = tiles.iter().map(|tile| &tile.mark).filter(|mark| mark.n > 0).collect();
            crate::order::sort_by_key(&mut named, |mark| std::cmp::Reverse(mark.n));
            table(&[Head::Item], named.into_iter().map(|mark| row(&[&mark.label], mark)).collect())
        }
        FormBody::Figures { figures } => {
            let rows = figures.iter().map(|figure| {
                let (before, behind) = figure.around();
                let verbatim = format!("{before}{}{behind}", figure.verbatim);
                row(&[&verbatim, &figure.subject, &figure.status], &figure.mark)
            });
            table(&[Head::Figure, Head::Subject, Head::Status], rows.collect())
        }
    }
}

/// A table in the words of a language.
pub fn sheet(table: &Table, lang: Lang) -> Sheet {
    let kind = |head: Head| match head {
        Head::Sentences => CellKind::Opens,
        Head::Articles | Head::OfArticles => CellKind::Number,
        _ => CellKind::Text,
    };
    let cells = |row: &TableRow| {
        row.cells.iter().zip(&table.head).map(|(cell, &head)| cell_text(lang, head, cell)).collect::<Vec<_>>()
    };
    Sheet {
        head: table.head.iter().map(|&head| (head_name(lang, head).to_owned(), kind(head))).collect(),
        rows: table.rows.iter().map(|row| (cells(row), row.mark.key.clone())).collect(),
    }
}

/// Rows as CSV (RFC 4180) with a byte-order mark, so that spreadsheets read it as UTF-8. Cells that a
/// spreadsheet would take for a formula are kept as text by a leading apostrophe.
pub fn csv(rows: &[Vec<String>]) -> String {
    let mut out = String::from('\u{feff}');
    for cells in rows {
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
            // Programs that skip remarks know them by their first character.
            let is_remark = cells.len() == 1 && cell.starts_with("# ");
            if is_remark {
                out.push_str(&cell.replace(['\n', '\r'], " "));
            } else if formula || cell.contains(['"', ',', '\n', '\r']) {
                out.push('"');
                if formula {
                    out.push('\'');
                }
                out.push_str(&cell.replace('"', "\"\""));
                out.push('"');
            } else {
                out.push_str(cell);
            }
        }
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(label: &str, n: u32) -> Mark {
        Mark { key: label.into(), label: label.into(), n, n_articles: 1 }
    }

    #[test]
    fn remarks_stay_remarks() {
        let rows = vec![vec!["# method: a, \"b\"\nc".to_owned()], vec!["a,b".to_owned(), "c".to_owned()]];
        assert_eq!(csv(&rows), "\u{feff}# method: a, \"b\" c\r\n\"a,b\",c\r\n");
    }

    #[test]
    fn twin_has_the_numbers_of_the_marks() {
        let body = FormBody::Treemap {
            groups: vec![(mark("装备制造", 5), vec![mark("汽车零部件", 3), mark("铝加工", 2)])],
        };
        let table = twin(&body);
        assert_eq!(table.head, [Head::Group, Head::Item, Head::Sentences, Head::Articles]);
        let cells: Vec<_> = table.rows.iter().map(|row| row.cells.join("|")).collect();
        assert_eq!(cells, ["装备制造|*|5|1", "装备制造|汽车零部件|3|1", "装备制造|铝加工|2|1"]);
        assert_eq!(sheet(&table, Lang::Hans).rows[0].0[1], "合计");
    }

    #[cfg(all(feature = "full", not(target_arch = "wasm32")))]
    mod read_back {
        use csv_core::{ReadFieldResult, Reader};
        use proptest::prelude::*;

        use super::*;

        /// Rows as another program reads them.
        fn read(text: &str) -> Vec<Vec<String>> {
            let (mut reader, mut rows, mut row) = (Reader::new(), Vec::new(), Vec::new());
            let (mut rest, mut out) = (text.strip_prefix('\u{feff}').unwrap().as_bytes(), [0; 4096]);
            loop {
                let (result, n_in, n_out) = reader.read_field(rest, &mut out);
                rest = &rest[n_in..];
                match result {
                    ReadFieldResult::Field { record_end } => {
                        row.push(String::from_utf8(out[..n_out].to_vec()).unwrap());
                        if record_end {
                            rows.push(std::mem::take(&mut row));
                        }
                    }
                    ReadFieldResult::End => return rows,
                    ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                }
            }
        }

        proptest! {
            #[test]
            fn a_table_is_read_back_as_it_was(cells in prop::collection::vec("[a-z氢能，“”\",\n\r=+@'0-9-]{0,12}", 1..12)) {
                let rows: Vec<Vec<String>> = cells.chunks(3).map(<[String]>::to_vec).collect();
                // An empty line is none to who reads it.
                prop_assume!(rows.iter().all(|row| row.len() > 1 || !row[0].is_empty()));
                let back = read(&csv(&rows));
                prop_assert_eq!(back.len(), rows.len());
                for (was, is) in rows.iter().flatten().zip(back.iter().flatten()) {
                    // What a spreadsheet would reckon is kept as text by an apostrophe, and nothing else is added.
                    prop_assert!(is == was || *is == format!("'{was}"), "{:?} became {:?}", was, is);
                }
            }
        }

        #[test]
        fn a_form_saved_and_read_has_the_rows_of_its_twin() {
            let body = FormBody::Bars { bars: vec![mark("绿电、\"氢\"", 12), mark("=1+1", 3), mark("风,光", 1)] };
            let sheet = sheet(&twin(&body), Lang::Hans);
            let rows: Vec<Vec<String>> = sheet.rows.iter().map(|(cells, _)| cells.clone()).collect();
            let back = read(&csv(&rows));
            assert_eq!(back[0], rows[0]);
            assert_eq!((back[1][0].as_str(), &back[1][1..]), ("'=1+1", &rows[1][1..]));
            assert_eq!(back[2], rows[2]);
        }
    }

    #[test]
    fn cells_are_quoted_where_needed() {
        let rows = [vec!["a,b".to_owned(), "说\"x\"".into(), "=1+1".into(), "-5".into(), String::new()]];
        assert_eq!(csv(&rows), "\u{feff}\"a,b\",\"说\"\"x\"\"\",\"'=1+1\",-5,\r\n");
    }
}
