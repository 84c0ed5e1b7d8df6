// Search by plain comparison over the articles of the front page: before the program is there, and where it cannot run.
// The texts come out of the corpus that boot.js is fetching anyway, or from the pages of the articles. Loaded when first
// something is typed, when boot.js has failed, and by browsers that know no modules. Plain old JavaScript: those
// browsers are among whom it is for.
(function () {
  "use strict";
  var fallback = document.getElementById("fallback");
  var said = document.getElementById("found");
  var list = fallback && fallback.getElementsByTagName("ul")[0];
  if (!list || !said || window.wenlanPlain || !window.XMLHttpRequest) return;
  var items = [].slice.call(list.getElementsByTagName("li"));
  var texts = null; // of each article, once they are there
  var isFetching = false;
  var isLast = false; // whether nothing better is to be expected
  var missing = 0;
  var turn = 0;

  // In the language of the page; `n` stands for a number.
  var SAY = {
    "zh-Hans": {
      asked: "这里打开的是：", panels: "图表页里的这一组", read: "已读 n 篇，共 n 篇", part: "最近 n 篇里，", found: "n 篇写到。按原字查找，简体与繁体分别计。", missing: "有 n 篇没有取到。", wait: "完整检索载入中……",
    },
    "zh-Hant": {
      asked: "這裏打開的是：", panels: "圖表頁裏的這一組", read: "已讀 n 篇，共 n 篇", part: "最近 n 篇裏，", found: "n 篇寫到。按原字查找，簡體與繁體分別計。", missing: "有 n 篇沒有取到。", wait: "完整檢索載入中……",
    },
    en: {
      asked: "The address asks for ", panels: "these panels", read: "Read n of n articles.", part: "Of the latest n: ", found: "Articles found: n. Looked for as typed; Simplified and Traditional are told apart.",
      missing: " Not to be had: n.", wait: " Full search is loading…",
    },
  };
  var tongue = /[?&]lang=(en|zh-Hant|zh-Hans)\b/.exec(location.search);
  // Asked each time: the page may change its language after this was loaded.
  function tell(name) {
    return (SAY[tongue ? tongue[1] : document.documentElement.lang] || SAY["zh-Hans"])[name];
  }
  function put(text) {
    var numbers = [].slice.call(arguments, 1);
    return text.replace(/\bn\b/g, function () { return numbers.shift(); });
  }
  function write(element, text) {
    while (element.firstChild) element.removeChild(element.firstChild);
    element.appendChild(document.createTextNode(text));
  }
  function make(tag, parent) {
    return parent.appendChild(document.createElement(tag));
  }

  // Full-width letters and digits as half-width, capitals as small ones. Scripts are not converted here.
  function fold(text) {
    return text.replace(/[\uff01-\uff5e]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 0xfee0); }).toLowerCase();
  }

  // Texts out of a pack, see src/corpus/store.rs: of each section tag, place and length; lists with their lengths apart.
  function unpack(bytes) {
    var view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    var sections = {};
    for (var i = 0; i < view.getUint32(12, true); i++) {
      var at = 32 + i * 12;
      var from = view.getUint32(at + 4, true);
      sections[String.fromCharCode.apply(null, bytes.subarray(at, at + 4))] = bytes.subarray(from, from + view.getUint32(at + 8, true));
    }
    var utf8 = new TextDecoder();
    function numbers(section) {
      var at = 0;
      return function () {
        for (var n = 0, shift = 0; ; shift += 7) {
          var byte = section[at++];
          n += (byte & 127) * Math.pow(2, shift);
          if (!(byte & 128)) return n;
        }
      };
    }
    function part(section, next, from) {
      return section.subarray(from, from + next());
    }
    var byId = {};
    var textLength = numbers(sections.texl);
    var metaLength = numbers(sections.metl);
    var textAt = 0;
    for (var metaAt = 0; metaAt < sections.meta.length; ) {
      var title = part(sections["~txt"], textLength, textAt);
      var body = part(sections["~txt"], textLength, textAt + title.length);
      var meta = part(sections.meta, metaLength, metaAt);
      // The id stands first, its length before it: one byte, or two where it is long.
      var start = meta[0] & 128 ? 2 : 1;
      var id = utf8.decode(meta.subarray(start, start + numbers(meta)()));
      byId[id] = (utf8.decode(title) + " " + utf8.decode(body)).replace(/\s+/g, " ");
      textAt += title.length + body.length;
      metaAt += meta.length;
    }
    return items.map(function (item) { return byId[item.getAttribute("data-id")] || ""; });
  }

  function fetchText(index, done) {
    var request = new XMLHttpRequest();
    request.open("GET", items[index].getElementsByTagName("a")[0].href);
    request.onload = function () {
      if (request.status !== 200) return request.onerror();
      var page = document.implementation.createHTMLDocument("");
      page.body.innerHTML = request.responseText.replace(/^[\s\S]*?<article>/, "").replace(/<\/article>[\s\S]*$/, "");
      done(page.body.textContent.replace(/\s+/g, " "));
    };
    request.onerror = function () {
      missing += 1;
      done("");
    };
    request.send();
  }
  function fetchAll(done) {
    var all = [];
    var next = 0;
    var read = 0;
    function one() {
      if (next >= items.length) return;
      var index = next++;
      fetchText(index, function (text) {
        all[index] = text;
        read += 1;
        write(said, put(tell("read"), read, items.length));
        if (read === items.length) done(all);
        else one();
      });
    }
    for (var i = 0; i < 6; i++) one();
  }
  // Texts by the shortest way; `then` is called when they are there.
  function withTexts(then) {
    if (texts) return then();
    if (isFetching) return;
    isFetching = true;
    function done(all) {
      isFetching = false;
      texts = all;
      search();
    }
    function pages() {
      if (isLast) return fetchAll(done);
      isFetching = false;
      write(said, tell("wait"));
    }
    var host = window.wenlanHost;
    if (!host || !host.bundled) return pages();
    host.bundled().then(function (bytes) {
      // Handed on to the engine, it is empty: the engine answers in a moment.
      if (bytes && bytes.byteLength) done(unpack(bytes));
      else pages();
    }).catch(pages);
  }

  function snippet(item, text, words) {
    var old = item.querySelector("[data-plain]");
    if (old) item.removeChild(old);
    if (!words.length) return;
    var folded = fold(text);
    var at = folded.indexOf(words[0]);
    var from = Math.max(0, at - 24);
    var out = make("p", item);
    out.setAttribute("data-plain", "");
    out.setAttribute("data-testid", "snippet");
    var end = Math.min(text.length, at + words[0].length + 60);
    if (folded.length !== text.length || at < 0) return write(out, text.slice(0, 80));
    out.appendChild(document.createTextNode((from > 0 ? "……" : "") + text.slice(from, at)));
    write(make("mark", out), text.slice(at, at + words[0].length));
    out.appendChild(document.createTextNode(text.slice(at + words[0].length, end) + (end < text.length ? "……" : "")));
  }
  /** The article or panel that the address names, as the page of its own that needs no program. */
  function point() {
    var named = /[?&](article|panel)=([^&]+)/.exec(location.search);
    if (!named || asked()) return;
    var value = decodeURIComponent(named[2].replace(/\+/g, " "));
    var item = items.filter(function (item) { return item.getAttribute("data-id") === value; })[0];
    var isPanel = named[1] === "panel" && value !== "list";
    if (!item && !isPanel) return;
    write(said, tell("asked"));
    var link = make("a", said);
    link.className = "link";
    link.href = item ? item.getElementsByTagName("a")[0].href : "./panels.html#" + encodeURIComponent(value);
    write(link, item ? item.getElementsByTagName("a")[0].textContent : tell("panels"));
  }
  function asked() {
    var input = document.getElementById("q");
    return input ? input.value : "";
  }
  // What narrows the view besides words is for the engine, and so are its signs.
  function isPlain(text) {
    if (isLast) return true;
    var others = location.search.slice(1).split("&").filter(function (part) {
      return part && !/^(q|lang|scheme|embed)=/.test(part);
    });
    return !others.length && !/["“”「」＂:：*|｜]|(^|\s)[-－]|\bOR\b|或/.test(text);
  }
  function search() {
    // The program has put its own answers in the place of the list.
    if (!document.getElementById("fallback")) return;
    var text = asked();
    var words = isPlain(text) ? fold(text).split(/\s+/).filter(Boolean) : [];
    var mine = ++turn;
    if (!words.length) {
      items.forEach(function (item) {
        item.hidden = false;
        item.removeAttribute("data-testid");
        snippet(item, "", []);
      });
      said.removeAttribute("data-testid");
      write(said, text && !isLast ? tell("wait") : "");
      return;
    }
    withTexts(function () {
      if (mine !== turn) return;
      var found = 0;
      items.forEach(function (item, index) {
        var text = fold(texts[index]);
        var is = words.every(function (word) { return text.indexOf(word) >= 0; });
        item.hidden = !is;
        item.setAttribute("data-testid", "result");
        if (is) found += 1;
        snippet(item, is ? texts[index] : "", is ? words : []);
      });
      said.setAttribute("data-testid", "result-count");
      said.setAttribute("data-total", found);
      var part = list.getAttribute("data-of") ? put(tell("part"), items.length) : "";
      write(said, part + put(tell("found"), found) + (missing ? put(tell("missing"), missing) : "") + (isLast ? "" : tell("wait")));
    });
  }

  var timer = 0;
  document.addEventListener("input", function (event) {
    if (event.target.id !== "q" || event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(search, 60);
  });
  document.addEventListener("compositionend", search);
  document.addEventListener("submit", function (event) {
    if (!event.target.querySelector("#q")) return;
    event.preventDefault();
    search();
  });
  /** Looks for what stands in the search box now; `last` says that the program will not come. */
  window.wenlanPlain = function (last) {
    isLast = isLast || !!last;
    var loading = document.querySelector("#early .status");
    if (isLast && loading) loading.setAttribute("hidden", "");
    search();
    if (isLast) {
      try {
        point();
      } catch (error) {
        // An address that is none names nothing.
      }
    }
  };
  // Browsers without modules: this is all they get.
  if (!("noModule" in document.createElement("script"))) window.wenlanPlain(true);
})();
