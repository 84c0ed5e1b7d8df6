// The editor of theme definitions: a dialog of its own, fetched when it is opened. A definition is the text of its
// file (themes/README.md); what it would find is told while it is written. Nothing changes until it is applied.

const WORDS = {
  "zh-Hans": {
    title: "主题", help: "一个主题是一张词表：句子里说到这些词，就归入它。改动先在这里看效果，应用后面板与计数全部重算。",
    theme: "主题", add: "新主题", name: "名称", list: "词语（每行一个，或用顿号、逗号隔开）", make: "写成主题", text: "定义", format: "词后可加权重，如“丝绸^0.6”；写法见说明。",
    finds: (s) => `归入 ${s.n} 句，出自 ${s.articles} 篇${s.of < s.all ? `（看了最新的 ${s.of} 句，共 ${s.all} 句）` : ""}`,
    nothing: "一句也没有归入。看看下面哪些词没有出现。", words: "各词见于几句", apply: "应用", save: "下载这个主题", load: "读入文件", remove: "去掉这个主题", reset: "恢复自带的主题", close: "关闭",
    line: (n) => `第 ${n} 行：`, within: (name) => `主题“${name}”：`, here: (text) => `（“${text}”）`, applied: "已应用，面板与计数已重算。", busy: "正在重算……", unsaved: "还有没应用的改动：再关一次就丢掉。", none: "至少要有一个主题。", twice: "已有同名的主题，换一个名称。",
    todo: { syntax: "写法不对：检查引号、方括号和字段名。", "plain-id": "id 只能用小写字母、数字和连字符。", "other-id": "这个 id 用了两次，换一个。", term: "词要有 1 到 64 个字，权重在 0 到 4 之间。", define: "用到了没有定义的名字。", colour: "颜色只能是 shilv、zheshi、huaqing 或 ink。", "add-terms": "还没有词：加上 terms。" },
  },
  "zh-Hant": {
    title: "主題", help: "一個主題是一張詞表：句子裏說到這些詞，就歸入它。改動先在這裏看效果，套用後面板與計數全部重算。",
    theme: "主題", add: "新主題", name: "名稱", list: "詞語（每行一個，或用頓號、逗號隔開）", make: "寫成主題", text: "定義", format: "詞後可加權重，如「絲綢^0.6」；寫法見說明。",
    finds: (s) => `歸入 ${s.n} 句，出自 ${s.articles} 篇${s.of < s.all ? `（看了最新的 ${s.of} 句，共 ${s.all} 句）` : ""}`,
    nothing: "一句也沒有歸入。看看下面哪些詞沒有出現。", words: "各詞見於幾句", apply: "套用", save: "下載這個主題", load: "讀入檔案", remove: "去掉這個主題", reset: "恢復自帶的主題", close: "關閉",
    line: (n) => `第 ${n} 行：`, within: (name) => `主題「${name}」：`, here: (text) => `（「${text}」）`, applied: "已套用，面板與計數已重算。", busy: "正在重算……", unsaved: "還有沒套用的改動：再關一次就丟掉。", none: "至少要有一個主題。", twice: "已有同名的主題，換一個名稱。",
    todo: { syntax: "寫法不對：檢查引號、方括號和欄位名。", "plain-id": "id 只能用小寫字母、數字和連字號。", "other-id": "這個 id 用了兩次，換一個。", term: "詞要有 1 到 64 個字，權重在 0 到 4 之間。", define: "用到了沒有定義的名字。", colour: "顏色只能是 shilv、zheshi、huaqing 或 ink。", "add-terms": "還沒有詞：加上 terms。" },
  },
  en: {
    title: "Themes", help: "A theme is a list of words: sentences that say them belong to it. See here what a change would find; panels and counts follow when it is applied.",
    theme: "Theme", add: "New theme", name: "Name", list: "Words (one a line, or with commas)", make: "Write it as a theme", text: "Definition", format: "A word may have a weight: 丝绸^0.6. The format is described in themes/README.md.",
    finds: (s) => `${s.n} sentences in ${s.articles} articles${s.of < s.all ? ` (of the newest ${s.of} sentences; there are ${s.all})` : ""}`,
    nothing: "No sentence belongs to it. See below which words do not occur.", words: "Sentences that say each word", apply: "Apply", save: "Download this theme", load: "Read a file", remove: "Remove this theme", reset: "Back to the built-in themes", close: "Close",
    line: (n) => `Line ${n}: `, within: (name) => `Theme “${name}”: `, here: (text) => `(“${text}”)`, applied: "Applied; panels and counts are new.", busy: "Counting anew…", unsaved: "Changes are not applied yet: close once more to lose them.", none: "There has to be one theme at least.", twice: "There is a theme of that name: take another.",
    todo: { syntax: "The text is not right: look at quotes, brackets and the names of fields.", "plain-id": "An id is made of a-z, 0-9 and hyphens.", "other-id": "This id is used twice: take another.", term: "A word has 1 to 64 characters and a weight from 0 to 4.", define: "Something is named that is not defined.", colour: "The colour is shilv, zheshi, huaqing or ink.", "add-terms": "There are no words yet: add terms." },
  },
};

/** `protocol::Ask` */
const [DEFINITIONS, DIAGNOSE, DEFINE] = [15, 16, 17];
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** An element with properties (`data-…`, `aria-…` and `for` as attributes) and children; text is never markup. */
function make(tag, about = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(about)) {
    if (/^(data-|aria-|for$|role$)/.test(key)) element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children);
  return element;
}

/** A definition made of a name and words. */
function written(name, list, taken) {
  const quote = (text) => JSON.stringify(text);
  const words = [...new Set(list.split(/[\n、，,；;\s]+/).map((word) => word.trim()).filter(Boolean))];
  const latin = name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  let id = latin || "own";
  for (let n = 2; taken.includes(id); n++) id = `${latin || "own"}-${n}`;
  const lines = words.map((word) => `  ${quote(word)},`).join("\n");
  return { id, text: `id = ${quote(id)}\nnames = [${[name, name, name].map(quote).join(", ")}]\nterms = [\n${lines}\n]\n` };
}

/**
 * Opens the editor; settles when it is closed.
 * @param {{askScript: (question: Uint8Array) => Promise<Uint8Array>}} link asks the worker, see `protocol::Ask`
 * @param {string} lang
 * @param {(opened: Uint8Array) => void} onApplied hears the answer after the corpus was read anew
 * @param {{lexicon: () => Promise}} host puts the larger engine in place
 */
export async function edit(link, lang, onApplied, host) {
  await host.lexicon();
  const words = WORDS[lang] ?? WORDS["zh-Hans"];
  const question = async (code, text) => {
    const body = encoder.encode(text);
    const bytes = new Uint8Array(body.length + 1);
    bytes[0] = code;
    bytes.set(body, 1);
    const answer = await link.askScript(bytes);
    if (answer[0] === 1) throw new Error(decoder.decode(answer.subarray(1)));
    return answer[0] === 2 ? answer.slice(1) : JSON.parse(decoder.decode(answer.subarray(1)));
  };
  const at = { "zh-Hans": 0, "zh-Hant": 1, en: 2 }[lang] ?? 0;
  const read = await question(DEFINITIONS, "");
  let themes = (read.own.length ? read.own : read.built_in).map(({ id, names, toml }) => ({ id, name: names[at] || id, text: toml }));
  let chosen = 0;
  let isChanged = false;

  const pick = make("select", { id: "themes-pick", "data-testid": "themes-pick" });
  const text = make("textarea", { id: "themes-text", rows: 14, spellcheck: false, "data-testid": "themes-text" });
  const say = make("p", { className: "words__preview", role: "status", "data-testid": "themes-say" });
  const found = make("div", { className: "words__new" });
  const name = make("input", { id: "themes-name", type: "text", "data-testid": "themes-name" });
  const list = make("textarea", { id: "themes-list", rows: 4, spellcheck: false, "data-testid": "themes-list" });
  const file = make("input", { type: "file", accept: ".toml", hidden: true });
  const button = (label, id, act) => make("button", { type: "button", "data-testid": `themes-${id}`, onclick: act }, label);

  const applies = button(words.apply, "apply", () => apply());
  const options = () => {
    pick.replaceChildren(...themes.map((theme, n) => make("option", { value: String(n), selected: n === chosen }, theme.name)));
  };
  // In the reader's words: where, what to do, and what of the text it is about.
  const wrong = ({ line, todo, what }) => {
    const about = todo === "syntax" ? "" : what?.match(/"([^"]+)"/)?.[1];
    return `${line ? words.line(line) : ""}${words.todo[todo] ?? words.todo.syntax}${about ? ` ${words.here(about)}` : ""}`;
  };
  let newest = 0;
  const look = async () => {
    const turn = ++newest;
    let told;
    try {
      told = await question(DIAGNOSE, text.value);
    } catch (error) {
      say.textContent = error.message;
      return;
    }
    if (turn !== newest) return;
    applies.disabled = !!told.fault;
    if (told.fault) {
      say.textContent = wrong(told.fault);
      found.replaceChildren();
      return;
    }
    const theme = themes[chosen];
    if (theme) [theme.id, theme.name] = [told.id, told.names[at] || told.id];
    options();
    say.textContent = told.sentences.n ? words.finds(told.sentences) : words.nothing;
    const sentences = told.shown.map(({ title, parts }) =>
      make("li", {}, make("span", {}, ...parts.map((part, n) => (n % 2 ? make("mark", {}, part) : part))), make("small", {}, title)),
    );
    const counts = told.words.map(({ text, sentences }) => `${text} ${sentences}`).join("　");
    found.replaceChildren(make("ul", {}, ...sentences), make("details", {}, make("summary", {}, words.words), make("p", {}, counts)));
  };
  const show = (n) => {
    chosen = n;
    options();
    text.value = themes[n]?.text ?? "";
    // Nothing is said of it before it has been looked at.
    say.textContent = "";
    found.replaceChildren();
    return look();
  };
  let timer;
  text.oninput = () => {
    [isChanged, isAsked] = [true, false];
    if (themes[chosen]) themes[chosen].text = text.value;
    clearTimeout(timer);
    timer = setTimeout(look, 250);
  };
  pick.onchange = () => show(Number(pick.value));
  const add = (theme) => {
    [isChanged, isAsked] = [true, false];
    const same = themes.findIndex(({ id }) => id === theme.id);
    if (same >= 0) themes[same] = theme;
    else themes.push(theme);
    show(same >= 0 ? same : themes.length - 1);
  };
  const apply = async () => {
    if (themes.length === 0) return void (say.textContent = words.none);
    dialog.setAttribute("aria-busy", "true");
    say.textContent = words.busy;
    try {
      for (const [n, theme] of themes.entries()) {
        const { fault, id } = await question(DIAGNOSE, theme.text);
        const isTwice = !fault && themes.findIndex((other) => other.id === id) < n;
        if (!fault && !isTwice) continue;
        await show(n);
        say.textContent = `${words.within(theme.name)}${fault ? wrong(fault) : words.todo["other-id"]}`;
        dialog.removeAttribute("aria-busy");
        return;
      }
      const opened = await question(DEFINE, themes.map((theme) => theme.text).join("\0"));
      isChanged = false;
      onApplied(opened);
      say.textContent = words.applied;
    } catch (error) {
      say.textContent = error.message;
    }
    dialog.removeAttribute("aria-busy");
  };
  const save = () => {
    const theme = themes[chosen];
    if (!theme) return;
    const href = URL.createObjectURL(new Blob([theme.text], { type: "application/toml" }));
    make("a", { href, download: `${theme.id}.toml` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10_000);
  };
  file.onchange = async () => {
    for (const one of file.files) {
      const content = await one.text();
      const id = content.match(/^\s*id\s*=\s*["']([^"']+)["']/m)?.[1] ?? one.name.replace(/\.toml$/, "");
      add({ id, name: id, text: content });
    }
    file.value = "";
  };
  const makeOne = () => {
    if (!name.value.trim() || !list.value.trim()) return void (name.value.trim() ? list : name).focus();
    if (themes.some((theme) => theme.name === name.value.trim())) return void (say.textContent = words.twice);
    const { id, text: toml } = written(name.value.trim(), list.value, themes.map((theme) => theme.id));
    add({ id, name: name.value.trim(), text: toml });
    [name.value, list.value, fresh.open] = ["", "", false];
  };
  const fresh = make(
    "details", { "data-testid": "themes-new" }, make("summary", {}, words.add),
    make("p", {}, make("label", { for: "themes-name" }, words.name), name),
    make("p", {}, make("label", { for: "themes-list" }, words.list), list),
    make("p", { className: "tools" }, button(words.make, "make", makeOne)),
  );
  const dialog = make(
    "dialog", { className: "words themes", "data-testid": "themes", "aria-labelledby": "themes-title" },
    make("h2", { id: "themes-title" }, words.title), make("p", { className: "quiet" }, words.help),
    fresh,
    make("p", {}, make("label", { for: "themes-pick" }, words.theme), " ", pick),
    make("p", {}, make("label", { for: "themes-text" }, words.text), text, make("small", {}, words.format)),
    say, found,
    make(
      "p", { className: "tools" },
      applies, button(words.save, "save", save), button(words.load, "load", () => file.click()),
      button(words.remove, "remove", () => {
        isChanged = true;
        themes.splice(chosen, 1);
        show(Math.max(0, chosen - 1));
      }),
      button(words.reset, "reset", () => {
        isChanged = true;
        themes = read.built_in.map(({ id, names, toml }) => ({ id, name: names[at] || id, text: toml }));
        show(0);
      }),
      button(words.close, "close", (event) => leave(event)),
    ),
    file,
  );
  document.body.append(dialog);
  // What is not applied is asked about once; a second time closes. (Frames may forbid the browser's own question.)
  let isAsked = false;
  const leave = (event) => {
    if (!isChanged || isAsked) return dialog.close();
    event.preventDefault();
    isAsked = true;
    say.textContent = words.unsaved;
    say.scrollIntoView({ block: "nearest" });
  };
  dialog.addEventListener("cancel", leave);
  const closed = new Promise((resolve) => dialog.addEventListener("close", resolve));
  show(0);
  dialog.showModal();
  await closed;
  dialog.remove();
}
