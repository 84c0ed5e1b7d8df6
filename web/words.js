// The editor of the reader's own words: a dialog of its own, fetched when it is opened. What a change does to places of
// the corpus is shown while it is written; nothing changes until it is applied, and what is not applied stays written.

const WORDS = {
  "zh-Hans": {
    title: "自己的词", help: "每行一个词，切词时整个保留；“-词”则不再整个切出；词后可注词性（如“吉地吉药 nz”），“#”后是注释。改动的效果先列在下面，应用后检索与面板全部重算。",
    apply: "应用", undo: "撤销改动", find: "从语料里找新词", close: "关闭", add: "加入",
    applied: "词典已应用", none: "没有找到词典之外的词。", busy: "正在重算……", loading: "正在取词典……", offline: "词典没有取到，请检查网络后重试。",
    draft: "上次没有应用的改动还在这里。",
    line: (n, text) => `第 ${n} 行“${text}”：`,
    marks: "只有标点，这一行不起作用。", single: "单个的字不能再拆，禁止它没有意义，这一行不起作用。", long: "太长，一个词最多 64 个字，这一行不起作用。",
    tag: "词后写的不是词性，没有采用，词照样加入。", repeated: (n) => `第 ${n} 行又写了一次，以第 ${n} 行为准。`, contradicted: (n) => `与第 ${n} 行相反，以第 ${n} 行为准。`,
    kinds: { add: "整个保留", forbid: "不再整个切出", drop: "从词典去掉" },
    now: "现在", then: "应用后", alike: "切法不变", absent: "语料里没有这个词",
    places: (s) => `${s.part ? `前 ${s.n} 处中` : ""}有 ${s.places} 处切得不同，在 ${s.articles} 篇里`,
    more: (n) => `另有 ${n} 个词的改动没有列出。`,
  },
  "zh-Hant": {
    title: "自己的詞", help: "每行一個詞，切詞時整個保留；「-詞」則不再整個切出；詞後可注詞性（如「吉地吉藥 nz」），「#」後是註解。改動的效果先列在下面，套用後檢索與面板全部重算。",
    apply: "套用", undo: "復原改動", find: "從語料裏找新詞", close: "關閉", add: "加入",
    applied: "詞典已套用", none: "沒有找到詞典之外的詞。", busy: "正在重算……", loading: "正在取詞典……", offline: "詞典沒有取到，請檢查網路後重試。",
    draft: "上次沒有套用的改動還在這裏。",
    line: (n, text) => `第 ${n} 行「${text}」：`,
    marks: "只有標點，這一行不起作用。", single: "單個的字不能再拆，禁止它沒有意義，這一行不起作用。", long: "太長，一個詞最多 64 個字，這一行不起作用。",
    tag: "詞後寫的不是詞性，沒有採用，詞照樣加入。", repeated: (n) => `第 ${n} 行又寫了一次，以第 ${n} 行為準。`, contradicted: (n) => `與第 ${n} 行相反，以第 ${n} 行為準。`,
    kinds: { add: "整個保留", forbid: "不再整個切出", drop: "從詞典去掉" },
    now: "現在", then: "套用後", alike: "切法不變", absent: "語料裏沒有這個詞",
    places: (s) => `${s.part ? `前 ${s.n} 處中` : ""}有 ${s.places} 處切得不同，在 ${s.articles} 篇裏`,
    more: (n) => `另有 ${n} 個詞的改動沒有列出。`,
  },
  en: {
    title: "Your own words", help: "One word a line: it is kept whole. “-word” is never cut out whole; a part of speech may follow (吉地吉药 nz), and # begins a comment. What a change does is shown below first; search and panels follow when it is applied.",
    apply: "Apply", undo: "Undo the changes", find: "Find new words in the articles", close: "Close", add: "Add",
    applied: "The words are applied", none: "No words beyond the dictionary.", busy: "Counting anew…", loading: "Fetching the dictionary…", offline: "The dictionary could not be fetched; check the network and try again.",
    draft: "Changes that you have not applied yet are still here.",
    line: (n, text) => `Line ${n} “${text}”: `,
    marks: "there is no word in it, only marks; the line does nothing.", single: "a single character cannot be cut further, so it cannot be forbidden; the line does nothing.", long: "a word has 64 characters at most; the line does nothing.",
    tag: "what follows the word is no part of speech and was left out; the word is added.", repeated: (n) => `line ${n} says it again; line ${n} counts.`, contradicted: (n) => `line ${n} says the opposite; line ${n} counts.`,
    kinds: { add: "kept whole", forbid: "never cut out whole", drop: "taken out" },
    now: "Now", then: "Then", alike: "nothing changes", absent: "not in these articles",
    places: (s) => `${s.places} ${s.part ? `of the first ${s.n} places` : s.places > 1 ? "places" : "place"} cut otherwise, in ${s.articles} article${s.articles > 1 ? "s" : ""}`,
    more: (n) => `Changes of ${n} more words are not listed.`,
  },
};

/** `protocol::Ask` */
const [OWN, JUDGE, SET, NEW] = [25, 26, 27, 28];
/** Where what is written but not applied is kept for this visit. */
const DRAFT = "wenlan.words";
const encoder = new TextEncoder();
const decoder = new TextDecoder();

// Where the browser gives no storage the draft lives as long as the page.
let loose = null;
const drafts = {
  get() {
    try {
      return JSON.parse(sessionStorage.getItem(DRAFT)) ?? loose;
    } catch {
      return loose;
    }
  },
  set(draft) {
    loose = draft;
    try {
      draft ? sessionStorage.setItem(DRAFT, JSON.stringify(draft)) : sessionStorage.removeItem(DRAFT);
    } catch {
      // No storage, or no room in it.
    }
  },
};

/** An element with properties (`data-…`, `aria-…` and `role` as attributes) and children; text is never markup. */
function make(tag, about = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(about)) {
    if (/^(data-|aria-|role$)/.test(key)) element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children);
  return element;
}

/**
 * Opens the editor; settles when it is closed.
 * @param {{askScript: (question: Uint8Array) => Promise<Uint8Array>}} link asks the worker, see `protocol::Ask`
 * @param {string} lang
 * @param {(opened: Uint8Array) => void} onApplied hears the answer after the corpus was cut anew
 * @param {{lexicon: () => Promise, kept: () => string}} host puts the larger engine in place; says which corpus is open
 */
export async function edit(link, lang, onApplied, host) {
  const words = WORDS[lang] ?? WORDS["zh-Hans"];
  const question = async (code, text = "") => {
    const answer = await link.askScript(Uint8Array.from([code, ...encoder.encode(text)]));
    if (answer[0] === 1) throw new Error(decoder.decode(answer.subarray(1)));
    return answer[0] === 2 ? answer.slice(1) : JSON.parse(decoder.decode(answer.subarray(1)));
  };
  // On its way while the reader types.
  const lexicon = () =>
    host.lexicon().catch((error) => {
      console.error(error);
      throw new Error(words.offline);
    });
  lexicon().catch(() => {});
  let own = await question(OWN);
  const draft = drafts.get();
  // The bundled corpus has no key, and gets one when it is kept.
  const isDraft = draft && (!draft.key || draft.key === host.kept()) && draft.own === own && draft.text !== own;

  const text = make("textarea", { rows: 8, spellcheck: false, value: isDraft ? draft.text : own, "aria-labelledby": "words-title" });
  const say = make("p", { role: "status", "data-testid": "dictionary-say" }, isDraft ? words.draft : "");
  const seen = make("div", { className: "words__new", "aria-live": "polite" });
  const offered = make("ul", { className: "words__new" });
  const button = (label, id, act) => make("button", { type: "button", "data-testid": `dictionary-${id}`, onclick: act }, label);
  const applies = button(words.apply, "apply", () => apply());
  const undo = button(words.undo, "undo", () => {
    text.value = own;
    changed();
    text.focus();
  });

  const fault = ({ line, text, what, other }) =>
    make("li", { "data-testid": "word-fault" }, words.line(line, text), other ? words[what](other) : words[what]);
  const cut = (label, change, pieces) =>
    make("span", {}, `${label}　${change.before}`, make("b", {}, pieces.join("｜")), change.after);
  const preview = (change) => {
    const isAlike = change.now.join("\0") === change.then.join("\0");
    const where = change.places ? words.places(change) : change.n ? words.alike : words.absent;
    return make(
      "li", { "data-testid": "word-preview", "data-places": String(change.places) },
      make("b", {}, change.word), ` ${words.kinds[change.kind]} · ${where}`,
      ...(isAlike || (change.n && !change.places) ? [] : [cut(words.now, change, change.now), cut(words.then, change, change.then)]),
    );
  };
  let newest = 0;
  const look = async () => {
    const turn = ++newest;
    if (text.value === own && !own) return seen.replaceChildren();
    try {
      const late = setTimeout(() => turn === newest && (say.textContent = words.loading), 400);
      await lexicon().finally(() => clearTimeout(late));
      if (turn !== newest) return;
      if (say.textContent === words.loading) say.textContent = "";
      const told = await question(JUDGE, text.value);
      if (turn !== newest) return;
      const rest = told.n - told.changes.length;
      seen.replaceChildren(
        make("ul", {}, ...told.faults.map(fault), ...told.changes.map(preview), ...(rest > 0 ? [make("li", {}, words.more(rest))] : [])),
      );
    } catch (error) {
      say.textContent = error.message;
    }
  };
  let timer;
  const changed = () => {
    const isNew = text.value !== own;
    drafts.set(isNew ? { key: host.kept(), own, text: text.value } : null);
    undo.disabled = !isNew;
    say.textContent = "";
    clearTimeout(timer);
    timer = setTimeout(look, 250);
  };
  text.oninput = changed;
  /** Does what takes a while, and says what goes wrong. */
  const work = async (act) => {
    dialog.setAttribute("aria-busy", "true");
    applies.disabled = finds.disabled = true;
    try {
      await lexicon();
      await act();
    } catch (error) {
      say.textContent = error.message;
    }
    applies.disabled = finds.disabled = false;
    dialog.removeAttribute("aria-busy");
  };
  const apply = () =>
    work(async () => {
      say.textContent = words.busy;
      const written = text.value;
      const opened = await question(SET, written);
      own = await question(OWN);
      // What was typed meanwhile is still to be applied.
      if (text.value === written) text.value = own;
      changed();
      say.textContent = words.applied;
      // The page behind is made anew when this is painted.
      setTimeout(() => onApplied(opened), 50);
    });
  const offer = (found) => {
    const add = make("button", { type: "button", className: "link", onclick: () => take() }, words.add);
    const item = make("li", {}, make("b", { className: "song" }, found.word), ` × ${found.count.toLocaleString("en")} `, add, make("span", {}, found.sentence));
    const take = () => {
      const before = text.value.trimEnd();
      text.value = before ? `${before}\n${found.word}` : found.word;
      (item.nextElementSibling ?? item.previousElementSibling)?.querySelector("button").focus();
      item.remove();
      changed();
    };
    return item;
  };
  const finds = button(words.find, "find", () =>
    work(async () => {
      const found = await question(NEW);
      offered.replaceChildren(...found.map(offer));
      say.textContent = found.length ? "" : words.none;
    }),
  );
  const dialog = make(
    "dialog", { className: "words", "data-testid": "dictionary", "aria-labelledby": "words-title" },
    make("h2", { id: "words-title" }, words.title), make("p", { className: "quiet" }, words.help),
    text,
    make("p", { className: "tools" }, applies, undo, finds, button(words.close, "close", () => dialog.close())),
    say, seen, offered,
  );
  document.body.append(dialog);
  const closed = new Promise((resolve) => dialog.addEventListener("close", resolve));
  undo.disabled = !isDraft;
  look();
  dialog.showModal();
  text.focus();
  await closed;
  clearTimeout(timer);
  dialog.remove();
}
