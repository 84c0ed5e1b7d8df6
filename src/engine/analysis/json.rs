//! A view as JSON, for scripts. Offsets are counted in Unicode scalar values of title or body, end exclusive;
//! fractions are rounded to four places.

use super::super::json::{Json, say};
use crate::protocol::{Analysis, AnalysisView, Both, KeyWord, Keyness};

fn round(json: &mut Json, name: &str, number: f64) {
    json.key(name).number((number * 1e4).round() / 1e4);
}

fn count(json: &mut Json, name: &str, number: u32) {
    json.key(name).count(number.into());
}

fn text(json: &mut Json, name: &str, text: &str) {
    json.key(name).text(text);
}

fn two(json: &mut Json, name: &str, numbers: [u32; 2]) {
    json.key(name).open('[').count(numbers[0].into()).count(numbers[1].into()).close(']');
}

/// An answer as one JSON document.
pub fn json(analysis: &Analysis) -> String {
    let mut json = Json::default();
    let out = &mut json;
    out.open('{');
    match &analysis.view {
        AnalysisView::Concordance(view) => {
            count(out, "total", view.total);
            count(out, "n_articles", view.n_articles);
            count(out, "of_articles", view.of_articles);
            out.key("lines").open('[');
            for line in &view.lines {
                out.open('{');
                for (name, value) in [
                    ("id", &line.article),
                    ("title", &line.title),
                    ("date", &line.date),
                    ("source", &line.source),
                    ("left", &line.left),
                    ("key", &line.key),
                    ("right", &line.right),
                ] {
                    text(out, name, value);
                }
                text(out, "part", if line.in_title { "title" } else { "body" });
                count(out, "start", line.chars.0);
                count(out, "end", line.chars.1);
                let words = |spans: &[crate::text::Span], of: &str| -> Vec<String> {
                    spans.iter().map(|span| span.of(of).to_owned()).collect()
                };
                out.key("left_words").texts(&words(&line.left_words, &line.left));
                out.key("right_words").texts(&words(&line.right_words, &line.right)).close('}');
            }
            out.close(']').key("groups").open('[');
            for group in &view.groups {
                out.open('{');
                text(out, "label", &group.label);
                count(out, "n", group.n);
                count(out, "n_articles", group.n_articles);
                out.close('}');
            }
            out.close(']');
            count(out, "n_groups", view.n_groups);
        }
        AnalysisView::Dispersion(view) => {
            count(out, "total", view.total);
            count(out, "n_articles", view.n_articles);
            count(out, "of_articles", view.of_articles);
            count(out, "of_words", view.of_words);
            // Without a place there is no deviation: null.
            round(out, "dp", view.dp.unwrap_or(f64::NAN));
            round(out, "dp_norm", view.dp_norm.unwrap_or(f64::NAN));
            out.key("articles").open('[');
            for row in &view.articles {
                out.open('{');
                text(out, "id", &row.article);
                text(out, "title", &row.title);
                text(out, "date", &row.date);
                count(out, "n", row.n);
                count(out, "n_title", row.n_title);
                count(out, "n_words", row.n_words);
                out.key("at").open('[');
                for at in &row.at {
                    out.decimal(*at);
                }
                out.close(']').close('}');
            }
            out.close(']');
        }
        AnalysisView::Trend(view) => {
            text(out, "unit", view.unit.name());
            count(out, "n_undated", view.n_undated);
            out.key("periods").open('[');
            for period in &view.periods {
                out.open('{');
                text(out, "name", &period.name);
                count(out, "of_articles", period.of_articles);
                count(out, "of_words", period.of_words);
                out.close('}');
            }
            out.close(']').key("series").open('[');
            for series in &view.series {
                out.open('{');
                text(out, "term", &series.label);
                count(out, "n", series.n);
                count(out, "n_articles", series.n_articles);
                out.key("points").open('[');
                for point in &series.points {
                    match point {
                        Some(point) => {
                            out.open('{');
                            count(out, "n", point.n);
                            count(out, "n_articles", point.n_articles);
                            out.close('}');
                        }
                        // A gap.
                        None => {
                            out.number(f64::NAN);
                        }
                    }
                }
                out.close(']').key("bursts").open('[');
                for burst in &series.bursts {
                    let name = |at: u32| view.periods.get(at as usize).map_or("", |period| period.name.as_str());
                    out.open('{');
                    text(out, "first", name(burst.first));
                    text(out, "last", name(burst.last));
                    round(out, "weight", burst.weight);
                    out.close('}');
                }
                out.close(']').close('}');
            }
            out.close(']');
        }
        AnalysisView::Words(view) => {
            count(out, "of_words", view.of_words);
            count(out, "of_articles", view.of_articles);
            count(out, "n_types", view.n_types);
            count(out, "total", view.total);
            out.key("words").open('[');
            for row in &view.rows {
                out.open('{').key("words").texts(&row.words);
                count(out, "n", row.n);
                round(out, "per_million", row.per_million);
                count(out, "n_articles", row.n_articles);
                round(out, "dp", row.dp);
                text(out, "tag", &row.tag);
                out.close('}');
            }
            out.close(']').key("stop").texts(&view.stop);
        }
        AnalysisView::Collocates(view) => {
            count(out, "n_nodes", view.n_nodes);
            count(out, "n_articles", view.n_articles);
            count(out, "of_window", view.of_window);
            count(out, "of_words", view.of_words);
            count(out, "total", view.total);
            out.key("collocates").open('[');
            for row in &view.rows {
                out.open('{');
                text(out, "word", &row.word);
                for (name, value) in [
                    ("n", row.n),
                    ("n_left", row.n_left),
                    ("n_right", row.n_right),
                    ("n_articles", row.n_articles),
                    ("of", row.of),
                ] {
                    count(out, name, value);
                }
                for (name, value) in [
                    ("expected", row.expected),
                    ("ll", row.likelihood),
                    ("logdice", row.log_dice),
                    ("mi", row.mi),
                    ("t", row.t),
                ] {
                    round(out, name, value);
                }
                out.close('}');
            }
            out.close(']');
        }
        AnalysisView::Keyness(view) => put_keyness(out, view),
        AnalysisView::Compare(view) => {
            out.key("words").open('{');
            put_keyness(out, &view.words);
            out.close('}');
            for (name, rows) in [("themes", &view.themes), ("names", &view.names), ("figures", &view.figures)] {
                put_both(out, name, rows);
            }
            out.key("aligned").open('[');
            for row in &view.aligned {
                out.open('{');
                text(out, "change", row.change.name());
                for (name, place) in ["first", "second"].into_iter().zip(row.chars) {
                    if let Some((from, to)) = place {
                        two(out, name, [from, to]);
                    }
                }
                out.key("parts").open('[');
                for (change, piece) in &row.parts {
                    out.open('{');
                    text(out, "change", change.name());
                    text(out, "text", piece);
                    out.close('}');
                }
                out.close(']').close('}');
            }
            out.close(']');
        }
        AnalysisView::Story(steps) => {
            out.key("steps").open('[');
            for step in steps {
                out.open('{');
                text(out, "id", &step.article);
                text(out, "title", &step.title);
                text(out, "date", &step.date);
                text(out, "source", &step.source);
                out.key("is_self").truth(step.is_self).key("is_reprint").truth(step.is_reprint);
                out.key("shared").texts(&step.shared).close('}');
            }
            out.close(']');
        }
    }
    text(out, "method", &analysis.method[2]);
    let mut notes: Vec<String> = analysis.notes.iter().map(say).collect();
    notes.extend(analysis.remarks.iter().map(|remark| remark[2].clone()));
    out.key("notes").texts(&notes).close('}');
    json.into_text()
}

fn put_both(out: &mut Json, name: &str, rows: &[Both]) {
    out.key(name).open('[');
    for row in rows {
        out.open('{');
        text(out, "label", &row.label);
        text(out, "kind", &row.kind);
        two(out, "n", row.n);
        out.close('}');
    }
    out.close(']');
}

fn put_keyness(out: &mut Json, view: &Keyness) {
    two(out, "of_words", view.of_words);
    two(out, "of_articles", view.of_articles);
    count(out, "n_types", view.n_types);
    round(out, "cutoff", view.cutoff);
    two(out, "total", view.total);
    let rows = |out: &mut Json, name: &str, rows: &[KeyWord]| {
        out.key(name).open('[');
        for row in rows {
            out.open('{');
            text(out, "word", &row.word);
            two(out, "n", row.n);
            two(out, "n_articles", row.n_articles);
            round(out, "ll", row.likelihood);
            round(out, "log_ratio", row.log_ratio);
            round(out, "bic", row.bic);
            out.close('}');
        }
        out.close(']');
    };
    rows(out, "more", &view.more);
    rows(out, "less", &view.less);
}
