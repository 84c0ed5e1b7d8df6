//! Theme panels: what each form counts. Every number is the length of a list of `select`.

pub(super) mod compare;
mod joined;

use super::select::{Picker, period_of, shared, tier_name, union};
use crate::protocol::{FigureNote, Form, FormBody, Lane, Link, Mark, Panel, PanelSet, Row, Rung, Thin, Tick};
use crate::theme::{ChainKind, Definition, FormKind, FormSpec, NameKind, Stage};

/// Sub-themes drawn as small multiples.
const N_MULTIPLES: usize = 6;

/// What the text does not name.
const UNSAID: [&str; 3] = ["未写明", "未寫明", "not named"];

/// All panels.
pub(super) fn panels(picker: &Picker<'_>) -> PanelSet {
    let docs: Vec<u32> = (0..picker.corpus.n_articles()).filter(|&doc| picker.is_in(doc)).collect();
    let n_without = docs.iter().filter(|&&doc| picker.corpus.theme_counts(doc).is_empty()).count();
    PanelSet {
        panels: picker
            .notes
            .definitions()
            .iter()
            .filter(|definition| definition.panel)
            .map(|definition| panel(picker, definition))
            .collect(),
        n_articles: docs.len() as u32,
        n_without: n_without as u32,
    }
}

fn panel(picker: &Picker<'_>, definition: &Definition) -> Panel {
    let theme = Theme { picker, definition, all: picker.sentences(&format!("theme.{}", definition.id)) };
    // A definition that asks for none is given one under its own names when it is read.
    let is_own = match definition.forms.as_slice() {
        [] => true,
        [one] => one.titles == definition.names && ["bars", "figures"].contains(&one.id.as_str()),
        _ => false,
    };
    let given = if is_own { plain_forms(definition) } else { Vec::new() };
    let specs = if is_own { given.as_slice() } else { definition.forms.as_slice() };
    let forms = specs.iter().filter_map(|spec| theme.form(spec));
    // A form with marks leads; of a theme that nothing is said of, or of forms that it did not ask for, only those
    // are shown.
    let (mut forms, silent): (Vec<Form>, Vec<Form>) = forms.partition(|form| !form.body.is_silent());
    if !is_own && !theme.all.is_empty() {
        forms.extend(silent);
    }
    crate::order::sort_by_key(&mut forms, |form| {
        u8::from(form.body.is_silent()) * 2 + u8::from(is_timeless(&form.body))
    });
    Panel {
        theme: definition.id.clone(),
        n_articles: picker.n_articles(&theme.all),
        n_sentences: theme.all.len() as u32,
        forms,
        definition: describe(picker, definition),
    }
}

/// Lanes of time without any time: names alone, which do not lead.
fn is_timeless(body: &FormBody) -> bool {
    matches!(body, FormBody::Lanes { lanes, .. } if lanes.iter().all(|lane| lane.eras.is_empty() && lane.ticks.is_empty()))
}

/// The forms of a theme that asks for none: its sub-themes or words, months, figures, names.
fn plain_forms(definition: &Definition) -> Vec<FormSpec> {
    let form = |kind: FormKind, id: &str, titles: [&str; 3]| FormSpec {
        kind,
        id: id.into(),
        titles: titles.map(str::to_owned),
        ..FormSpec::default()
    };
    let parts = if definition.subs.is_empty() {
        ["哪些词写得多", "哪些詞寫得多", "Which words are said"]
    } else {
        ["哪些方面写得多", "哪些方面寫得多", "Which parts are spoken of"]
    };
    let names = form(FormKind::Names, "names", ["句中有哪些名字", "句中有哪些名字", "Names in these sentences"]);
    vec![
        form(FormKind::Bars, "bars", parts),
        form(FormKind::Calendar, "months", ["哪些月份写得多", "哪些月份寫得多", "Months that speak of it"]),
        FormSpec { kinds: NameKind::ALL.map(|kind| kind.name().to_owned()).into(), ..names },
        form(FormKind::Figures, "figures", ["关键数字", "關鍵數字", "Key figures"]),
    ]
}

/// "How this is computed": the definition as a reader can check it.
fn describe(picker: &Picker<'_>, definition: &Definition) -> String {
    let mut out = if definition.about.is_empty() { String::new() } else { format!("{}\n", definition.about) };
    let threshold = definition.threshold;
    let rule = match picker.lang {
        0 => format!(
            "一句中各词的权重相加，满 {threshold} 即归入本主题。词计 1，“词^0.3”计 0.3；括号中的是提示词，计一半，同一分句里有语境词则加倍；句中有他类词则减半；例外中的词不计。"
        ),
        1 => format!(
            "一句中各詞的權重相加，滿 {threshold} 即歸入本主題。詞計 1，「詞^0.3」計 0.3；括號中的是提示詞，計一半，同一分句裏有語境詞則加倍；句中有他類詞則減半；例外中的詞不計。"
        ),
        _ => format!(
            "The weights of the words in a sentence are added up; from {threshold} on it belongs to the theme. A word counts 1, and 0.3 if written word^0.3; a hint (in brackets) counts half, or double that beside a context word in its clause; words of other subjects halve the sum; exclusions count nothing."
        ),
    };
    out.push_str(&rule);
    out.push('\n');
    let is_en = picker.lang == 2;
    let mut line = |names: &[&str], words: &[String], is_hint: bool| {
        if words.is_empty() {
            return;
        }
        out.push_str(&names.join(" › "));
        out.push_str(if is_en { ": " } else { "：" });
        let (open, close) = match (is_hint, is_en) {
            (false, _) => ("", ""),
            (true, false) => ("（", "）"),
            (true, true) => ("(", ")"),
        };
        let words: Vec<String> = words.iter().map(|word| format!("{open}{word}{close}")).collect();
        out.push_str(&words.join(if is_en { ", " } else { "、" }));
        out.push('\n');
    };
    let name = picker.name(&definition.names);
    let context = picker.name_of(&["语境词", "語境詞", "context words"]);
    line(&[name], &definition.terms, false);
    line(&[name], &definition.hints, true);
    line(&[name, context], &definition.context, false);
    for sub in &definition.subs {
        let sub_name = picker.name(&sub.names);
        line(&[sub_name], &sub.terms, false);
        line(&[sub_name], &sub.hints, true);
        line(&[sub_name, context], &sub.context, false);
    }
    for chain in &definition.chains {
        for stage in &chain.stages {
            line(&[picker.name(&chain.names), picker.name(&stage.names)], &stage.terms, false);
        }
    }
    line(&[picker.name_of(&["例外", "例外", "Exclusions"])], &definition.exclusions, false);
    line(&[picker.name_of(&["他类词", "他類詞", "Words of other subjects"])], &definition.dampers, false);
    out
}

struct Theme<'a> {
    picker: &'a Picker<'a>,
    definition: &'a Definition,
    /// Its sentences under the filters.
    all: Vec<u32>,
}

/// A name with its sentences.
struct Named {
    kind: String,
    canon: String,
    list: Vec<u32>,
}

impl Named {
    fn atom(&self) -> String {
        format!("name.{}.{}", self.kind, self.canon)
    }
}

impl Theme<'_> {
    fn key(&self, atom: &str) -> String {
        format!("theme.{}*{atom}", self.definition.id)
    }

    fn within(&self, list: &[u32]) -> Vec<u32> {
        shared(&self.all, list)
    }

    fn mark(&self, atom: &str, label: &str) -> Mark {
        self.picker.mark(self.key(atom), label)
    }

    fn form(&self, spec: &FormSpec) -> Option<Form> {
        let whole = |body: FormBody| -> (FormBody, Option<Thin>) { (body, None) };
        let mut n_left_out = 0;
        let chain = || self.definition.chains.iter().find(|chain| Some(&chain.id) == spec.chain.as_ref());
        let (body, thin) = match spec.kind {
            FormKind::Bars => whole(self.bars(spec)),
            FormKind::Chain => match chain()? {
                path if path.kind == ChainKind::Path => joined::path(self, path, &mut n_left_out),
                _ => whole(self.chain(spec)?),
            },
            FormKind::Multiples => whole(self.multiples()?),
            FormKind::Treemap => whole(self.treemap()),
            FormKind::Ladder => whole(self.ladder()),
            FormKind::Network => whole(self.network(spec)),
            FormKind::Lanes => whole(self.lanes(spec)),
            FormKind::Ego => whole(self.ego(spec)?),
            FormKind::Figures => match self.figures(spec) {
                FormBody::Figures { figures } if figures.is_empty() => return None,
                body => whole(body),
            },
            FormKind::Names => whole(self.named(spec)),
            FormKind::Ties => joined::ties(self, spec),
            FormKind::Tree => joined::tree(self, chain()?),
            FormKind::Keyness => compare::keyness(self, spec),
            FormKind::Calendar => compare::calendar(self),
            FormKind::Tiles => compare::tiles(self),
        };
        let sentences = union(body.counted().into_iter().map(|mark| self.picker.sentences(&mark.key)));
        let n_undated = match &body {
            FormBody::Lanes { .. } => self.n_undated(&sentences),
            FormBody::Multiples { .. } | FormBody::Calendar { .. } | FormBody::Keyness { .. } if thin.is_none() => {
                self.n_undated(&self.all)
            }
            _ => 0,
        };
        Some(Form {
            n_undated,
            n_left_out,
            id: spec.id.clone(),
            titles: spec.titles.clone(),
            n_sentences: sentences.len() as u32,
            n_articles: self.picker.n_articles(&sentences),
            body,
            thin,
        })
    }

    /// Articles of sentences that have no date.
    fn n_undated(&self, sentences: &[u32]) -> u32 {
        let is_undated = |sentence: &u32| self.picker.date_of(*sentence).is_none();
        self.picker.n_articles(&sentences.iter().copied().filter(is_undated).collect::<Vec<_>>())
    }

    /// Its words, as sentences say them.
    fn words(&self) -> Vec<Mark> {
        let prefix = format!("term.{}.", self.definition.id);
        let words = self.picker.notes.starting_with(self.picker.corpus.pack(), &prefix);
        let marks = words.map(|(word, list)| {
            let list = self.within(&list);
            self.picker.mark_of(self.key(&format!("{prefix}{word}")), word, &list)
        });
        marks.filter(|mark| mark.n > 0).collect()
    }

    fn bars(&self, spec: &FormSpec) -> FormBody {
        let definition = self.definition;
        let mut bars: Vec<Mark> = definition
            .subs
            .iter()
            .map(|sub| self.mark(&format!("sub.{}.{}", definition.id, sub.id), self.picker.name(&sub.names)))
            .filter(|mark| mark.n > 0)
            .collect();
        if bars.is_empty() {
            bars = self.words();
        }
        crate::order::sort_by_key(&mut bars, |mark| std::cmp::Reverse(mark.n));
        bars.truncate(spec.limit.unwrap_or(12) as usize);
        FormBody::Bars { bars }
    }

    fn chain(&self, spec: &FormSpec) -> Option<FormBody> {
        let find = |id: &Option<String>| self.definition.chains.iter().find(|chain| Some(&chain.id) == id.as_ref());
        let chain = find(&spec.chain)?;
        let stage_atom = |chain: &str, stage: &Stage| format!("stage.{}.{chain}.{}", self.definition.id, stage.id);
        let stage_mark =
            |chain: &str, stage: &Stage| self.mark(&stage_atom(chain, stage), self.picker.name(&stage.names));
        let layered = if chain.kind == ChainKind::Stages { find(&spec.layers) } else { Some(chain) };
        let (mut layers, mut links) = (Vec::new(), Vec::new());
        if let Some(layered) = layered {
            let n_layers = layered.stages.iter().map(|stage| stage.layer as usize + 1).max().unwrap_or(0);
            let at = |layer: usize| layered.stages.iter().filter(move |stage| stage.layer as usize == layer);
            for layer in 0..n_layers {
                layers.push(at(layer).map(|stage| stage_mark(&layered.id, stage)).collect::<Vec<_>>());
                for (i, from) in (0..).zip(at(layer)) {
                    for (j, to) in (0..).zip(at(layer + 1)) {
                        let atoms = format!("{}*{}", stage_atom(&layered.id, from), stage_atom(&layered.id, to));
                        let label = format!("{} → {}", self.picker.name(&from.names), self.picker.name(&to.names));
                        let mark = self.mark(&atoms, &label);
                        if mark.n > 0 {
                            links.push(Link { from: (layer as u32, i), to: (layer as u32 + 1, j), mark });
                        }
                    }
                }
            }
        }
        let (stages, whole) = if chain.kind == ChainKind::Stages {
            let whole =
                self.mark(&format!("whole.{}.{}", self.definition.id, chain.id), self.picker.name(&chain.names));
            (chain.stages.iter().map(|stage| stage_mark(&chain.id, stage)).collect(), (whole.n > 0).then_some(whole))
        } else {
            (Vec::new(), None)
        };
        Some(FormBody::Chain { stages, whole, layers, links })
    }

    fn multiples(&self) -> Option<FormBody> {
        let picker = self.picker;
        let dates: Vec<&str> = (0..)
            .zip(picker.dates())
            .filter(|(doc, date)| picker.is_in(*doc) && !date.is_empty())
            .map(|(_, date)| date.as_str())
            .collect();
        let (kind, periods) = periods(&dates)?;
        let of: Vec<u32> = periods
            .iter()
            .map(|period| dates.iter().filter(|date| period_of(kind, date).as_deref() == Some(period)).count() as u32)
            .collect();
        let bars = self.bars(&FormSpec { limit: Some(N_MULTIPLES as u32), ..FormSpec::default() });
        let FormBody::Bars { bars } = bars else { return None };
        let rows = bars.into_iter().map(|mark| {
            let cells = periods
                .iter()
                .map(|period| picker.mark(format!("{}*{kind}.{period}", mark.key), format!("{} {period}", mark.label)));
            Row { cells: cells.collect(), mark }
        });
        let rows: Vec<Row> = rows.collect();
        (!rows.is_empty()).then_some(FormBody::Multiples { rows, periods, of })
    }

    fn treemap(&self) -> FormBody {
        let definition = self.definition;
        let mut groups: Vec<(Mark, Vec<Mark>)> = definition
            .groups
            .iter()
            .map(|group| {
                let parts = definition.subs.iter().filter(|sub| sub.group.as_ref() == Some(&group.id));
                let mut parts: Vec<Mark> = parts
                    .map(|sub| self.mark(&format!("lead.{}.{}", definition.id, sub.id), self.picker.name(&sub.names)))
                    .filter(|mark| mark.n > 0)
                    .collect();
                crate::order::sort_by_key(&mut parts, |mark| std::cmp::Reverse(mark.n));
                (self.mark(&format!("group.{}.{}", definition.id, group.id), self.picker.name(&group.names)), parts)
            })
            .filter(|(group, _)| group.n > 0)
            .collect();
        crate::order::sort_by_key(&mut groups, |(group, _)| std::cmp::Reverse(group.n));
        FormBody::Treemap { groups }
    }

    fn ladder(&self) -> FormBody {
        let picker = self.picker;
        let rungs = [12, 11, 10, 9].map(|zeros| {
            let value = 10_f64.powi(zeros);
            let text = format!("{value:.0}");
            let label = tier_name(&text).unwrap_or_default();
            let prefix = format!("claim.{text}.");
            let unsaid = picker.name_of(&UNSAID);
            let mut claims: Vec<(Mark, String)> = picker
                .notes
                .starting_with(picker.corpus.pack(), &prefix)
                .filter_map(|(rest, list)| {
                    let (status, subject) = rest.split_once('.')?;
                    let label = if subject.is_empty() { unsaid } else { subject };
                    let list = self.within(&list);
                    let key = || self.key(&format!("{prefix}{rest}"));
                    (!list.is_empty()).then(|| (picker.mark_of(key(), label, &list), status.to_owned()))
                })
                .collect();
            // What the text does not name stands last.
            crate::order::sort_by(&mut claims, |a, b| {
                let rank = |claim: &(Mark, String)| (claim.0.label == unsaid, std::cmp::Reverse(claim.0.n));
                rank(a).cmp(&rank(b)).then_with(|| a.0.label.cmp(&b.0.label))
            });
            Rung { mark: self.mark(&format!("tier.{text}"), &label), value, claims }
        });
        FormBody::Ladder { rungs: if rungs.iter().all(|rung| rung.mark.n == 0) { Vec::new() } else { rungs.to_vec() } }
    }

    /// Names of some kinds in the theme's sentences, most frequent first.
    fn names(&self, kinds: &[String]) -> Vec<Named> {
        let pack = self.picker.corpus.pack();
        let mut names: Vec<Named> = Vec::new();
        for kind in kinds {
            let prefix = format!("name.{kind}.");
            names.extend(self.picker.notes.starting_with(pack, &prefix).filter_map(|(canon, list)| {
                let list = self.within(&list);
                (!list.is_empty()).then(|| Named { kind: kind.clone(), canon: canon.to_owned(), list })
            }));
        }
        crate::order::sort_by(&mut names, |a, b| b.list.len().cmp(&a.list.len()).then_with(|| a.canon.cmp(&b.canon)));
        names
    }

    /// Names by sentences. Schemes (“5+2”, 四件事) say what a text is about to do whatever its
    /// theme, so theirs are counted in all sentences.
    fn named(&self, spec: &FormSpec) -> FormBody {
        let everywhere = spec.kinds.iter().all(|kind| kind == "scheme");
        let everything = Theme { picker: self.picker, definition: self.definition, all: self.picker.every() };
        let source = if everywhere { &everything } else { self };
        let mut names = source.names(&spec.kinds);
        names.truncate(spec.limit.unwrap_or(12) as usize);
        let key = |name: &Named| if everywhere { name.atom() } else { self.key(&name.atom()) };
        FormBody::Bars {
            bars: names.iter().map(|name| self.picker.mark_of(key(name), &*name.canon, &name.list)).collect(),
        }
    }

    fn network(&self, spec: &FormSpec) -> FormBody {
        let mut names = self.names(&spec.kinds);
        names.truncate(spec.limit.unwrap_or(24) as usize * 2);
        let least = spec.least.unwrap_or(1) as usize;
        let mut links: Vec<(usize, usize, Vec<u32>)> = Vec::new();
        for (i, a) in names.iter().enumerate() {
            for (j, b) in names.iter().enumerate().skip(i + 1) {
                let list = shared(&a.list, &b.list);
                if list.len() >= least {
                    links.push((i, j, list));
                }
            }
        }
        crate::order::sort_by(&mut links, |a, b| b.2.len().cmp(&a.2.len()).then_with(|| (a.0, a.1).cmp(&(b.0, b.1))));
        links.truncate(spec.limit.unwrap_or(24) as usize);
        // Names that stand alone say nothing about who is named with whom.
        let mut used: Vec<usize> = links.iter().flat_map(|(i, j, _)| [*i, *j]).collect();
        crate::order::sort(&mut used);
        used.dedup();
        let position = |index: usize| used.partition_point(|&other| other < index) as u32;
        let nodes = used.iter().map(|&index| {
            let name = &names[index];
            (self.picker.mark_of(self.key(&name.atom()), &*name.canon, &name.list), name.kind.clone())
        });
        let links = links.iter().map(|(i, j, list)| {
            let (a, b) = (&names[*i], &names[*j]);
            let key = self.key(&format!("{}*{}", a.atom(), b.atom()));
            Link {
                from: (0, position(*i)),
                to: (0, position(*j)),
                mark: self.picker.mark_of(key, format!("{} · {}", a.canon, b.canon), list),
            }
        });
        FormBody::Network { nodes: nodes.collect(), links: links.collect() }
    }

    fn lanes(&self, spec: &FormSpec) -> FormBody {
        let picker = self.picker;
        let mut names = self.names(&spec.kinds);
        names.truncate(spec.limit.unwrap_or(10) as usize);
        let years = picker.dates().iter().filter_map(|date| date.get(..4)?.parse::<i32>().ok());
        // Years close to the articles' own are news, not the age of a site.
        let newest_era = years.min().unwrap_or(2020) - 5;
        let lanes: Vec<Lane> = names
            .iter()
            .map(|name| {
                let key = self.key(&name.atom());
                let prefix = format!("dated.{}.{}.", name.kind, name.canon);
                let written = picker.notes.starting_with(picker.corpus.pack(), &prefix).filter_map(|(rest, list)| {
                    let (from, to) = rest.rsplit_once('-')?;
                    let (from, to): (i32, i32) = (from.parse().ok()?, to.parse().ok()?);
                    let list = shared(&name.list, &list);
                    let label = if from == to { from.to_string() } else { format!("{from}—{to}") };
                    let mark = picker.mark_of(format!("{key}*{prefix}{rest}"), label, &list);
                    (to <= newest_era && !list.is_empty()).then_some((from, to, mark))
                });
                let written: Vec<(i32, i32, Mark)> = written.collect();
                Lane {
                    eras: written,
                    ticks: ticks(picker, &key, &name.list),
                    mark: picker.mark_of(key.clone(), &*name.canon, &name.list),
                }
            })
            .collect();
        let written = lanes.iter().flat_map(|lane| &lane.eras);
        let span = written.clone().map(|era| era.0).min().zip(written.map(|era| era.1).max());
        let dates = lanes.iter().flat_map(|lane| &lane.ticks).map(|tick| tick.date.as_str());
        let range = dates.clone().min().zip(dates.max());
        let range = range.map(|(first, last)| (first.to_owned(), last.to_owned()));
        FormBody::Lanes { eras: span, dates: range, lanes }
    }

    fn ego(&self, spec: &FormSpec) -> Option<FormBody> {
        let names = self.names(&spec.kinds);
        let centre = match &spec.centre {
            Some(centre) => names.iter().find(|name| name.canon == *centre),
            None => names.first(),
        }?;
        let key = self.key(&centre.atom());
        let kinds: Vec<String> =
            ["site", "place", "org", "park", "project", "brand", "scheme"].map(str::to_owned).to_vec();
        let mut arms: Vec<Mark> = self
            .names(&kinds)
            .iter()
            .filter(|name| name.canon != centre.canon)
            .filter_map(|name| {
                let list = shared(&centre.list, &name.list);
                (!list.is_empty()).then(|| self.picker.mark_of(format!("{key}*{}", name.atom()), &*name.canon, &list))
            })
            .collect();
        crate::order::sort_by_key(&mut arms, |mark| std::cmp::Reverse(mark.n));
        arms.truncate(spec.limit.unwrap_or(8).min(10) as usize);
        Some(FormBody::Ego { centre: self.picker.mark_of(key, &*centre.canon, &centre.list), arms })
    }

    fn figures(&self, spec: &FormSpec) -> FormBody {
        let picker = self.picker;
        let limit = spec.limit.unwrap_or(12).min(24) as usize;
        let mut figures: Vec<(u8, FigureNote)> = Vec::new();
        let mut docs: Vec<(u32, u32)> = self.all.iter().filter_map(|&sentence| picker.notes.place(sentence)).collect();
        docs.reverse();
        for same in docs.chunk_by(|a, b| a.0 == b.0) {
            let doc = same[0].0;
            let (body, id) = (picker.corpus.body(doc), picker.corpus.meta(doc).id);
            let spans = picker.corpus.sentences(doc);
            for notes in picker.notes.of(picker.corpus.pack(), doc) {
                if !same.iter().any(|(_, sentence)| *sentence == notes.sentence) {
                    continue;
                }
                let text = spans.get(notes.sentence as usize).map_or("", |span| span.of(body));
                // Counts of things (三家, 两户) are no key figures; magnitudes stand in the ladder.
                let is_key = |unit: &String| {
                    let is_count =
                        ["个", "家", "户", "处", "条", "项", "种", "類", "类", "座", "只"].contains(&unit.as_str());
                    unit == "%" || unit.ends_with('元') || self.definition.measures.contains(unit) && !is_count
                };
                let indexed = notes.figures.iter().enumerate();
                for (index, figure) in indexed.filter(|(_, figure)| !figure.tier && is_key(&figure.unit)) {
                    let note = FigureNote {
                        verbatim: figure.span.of(text).to_owned(),
                        value: figure.value,
                        unit: figure.unit.clone(),
                        qualifier: figure.qualifier.clone(),
                        subject: figure.subject.of(text).to_owned(),
                        status: figure.status.name().to_owned(),
                        mark: picker.mark(
                            format!("fig.{id}/{}/{index}", notes.sentence),
                            format!("{}{}", figure.subject.of(text), figure.span.of(text)),
                        ),
                    };
                    // Promises first, then what has a subject.
                    let rank = u8::from(note.status != "target") * 2 + u8::from(note.subject.is_empty());
                    figures.push((rank, note));
                }
            }
        }
        crate::order::sort_by_key(&mut figures, |(rank, _)| *rank);
        figures.truncate(limit);
        FormBody::Figures { figures: figures.into_iter().map(|(_, figure)| figure).collect() }
    }
}

/// Sentences by the day of their article.
pub(super) fn ticks(picker: &Picker<'_>, key: &str, list: &[u32]) -> Vec<Tick> {
    let date_of = |sentence: u32| {
        let (doc, _) = picker.notes.place(sentence)?;
        period_of("day", picker.dates().get(doc as usize)?)
    };
    let mut dates: Vec<(String, u32)> =
        list.iter().filter_map(|&sentence| Some((date_of(sentence)?, sentence))).collect();
    crate::order::sort(&mut dates);
    dates
        .chunk_by(|a, b| a.0 == b.0)
        .map(|same| {
            let date = same[0].0.clone();
            let list: Vec<u32> = same.iter().map(|(_, sentence)| *sentence).collect();
            Tick { mark: picker.mark_of(format!("{key}*day.{date}"), date.clone(), &list), date }
        })
        .collect()
}

/// The kind of period that divides the dates into at least three and at most about forty, and the periods in order
/// without holes; nothing when the dates span too little to speak of a course of time.
fn periods(dates: &[&str]) -> Option<(&'static str, Vec<String>)> {
    let (first, last) = (dates.iter().min()?, dates.iter().max()?);
    let month = |date: &str| -> Option<(i32, i32)> {
        Some((date.get(..4)?.parse().ok()?, date.get(5..7).and_then(|month| month.parse().ok()).unwrap_or(1)))
    };
    let ((y0, m0), (y1, m1)) = (month(first)?, month(last)?);
    let months = (y1 - y0) * 12 + m1 - m0 + 1;
    let all_months = dates.iter().all(|date| date.len() >= 7);
    let (kind, list): (_, Vec<String>) = if all_months && months <= 36 {
        (
            "month",
            (0..months)
                .map(|i| (y0 * 12 + m0 - 1 + i, 0))
                .map(|(m, _)| format!("{:04}-{:02}", m.div_euclid(12), m.rem_euclid(12) + 1))
                .collect(),
        )
    } else if all_months && months <= 120 {
        let quarter = |y: i32, m: i32| y * 4 + (m - 1) / 3;
        (
            "quarter",
            (quarter(y0, m0)..=quarter(y1, m1))
                .map(|q| format!("{:04}Q{}", q.div_euclid(4), q.rem_euclid(4) + 1))
                .collect(),
        )
    } else {
        ("year", (y0..=y1).map(|year| format!("{year:04}")).collect())
    };
    let in_use =
        list.iter().filter(|period| dates.iter().any(|date| period_of(kind, date).as_ref() == Some(period))).count();
    (in_use >= 3 && list.len() <= 200).then_some((kind, list))
}

#[cfg(test)]
mod tests {
    use super::periods;

    #[test]
    fn periods_fit_the_span_and_have_no_holes() {
        assert_eq!(periods(&["2026-11-10", "2026-11-23"]), None);
        let (kind, list) = periods(&["2024-11-10", "2025-01-02", "2025-02-28"]).unwrap();
        assert_eq!((kind, list.join(" ").as_str()), ("month", "2024-11 2024-12 2025-01 2025-02"));
        let (kind, list) = periods(&["2021-01-10", "2024-05-02", "2024-11-28"]).unwrap();
        assert_eq!((kind, list.len(), list[0].as_str(), list[15].as_str()), ("quarter", 16, "2021Q1", "2024Q4"));
        assert_eq!(periods(&["2005", "2009-01", "2020"]).unwrap().0, "year");
    }
}
