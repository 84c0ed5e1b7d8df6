// Search where the program cannot run: looks through the text of the article pages. Loaded by boot.js when it has
// failed, and by browsers that know no modules. Plain old JavaScript: those browsers are who it is for.
(function () {
  "use strict";
  var fallback = document.getElementById("fallback");
  if (!fallback || window.wenlanPlain || !window.XMLHttpRequest) return;
  window.wenlanPlain = true;
  var list = fallback.getElementsByTagName("ul")[0];
  if (!list) return;
  var wait = document.getElementById("fallback-wait");
  if (wait) wait.hidden = true;
  var items = [].slice.call(list.getElementsByTagName("li"));
  var texts = null; // of each article, once it has been fetched
  var read = 0;
  var missing = 0;
  var turn = 0;

  // In the language of the page; `n` stands for a number.
  var SAY = {
    "zh-Hans": {
      label: "在文章里查找", find: "查找", read: "已读 n 篇，共 n 篇", found: "n 篇写到。按原字查找，简体与繁体分别计。", missing: "有 n 篇没有取到。",
    },
    "zh-Hant": {
      label: "在文章裏查找", find: "查找", read: "已讀 n 篇，共 n 篇", found: "n 篇寫到。按原字查找，簡體與繁體分別計。", missing: "有 n 篇沒有取到。",
    },
    en: {
      label: "Find in the articles", find: "Find", read: "Read n of n articles.",
      found: "Articles found: n. Looked for as typed; Simplified and Traditional are told apart.", missing: " Not to be had: n.",
    },
  };
  SAY = SAY[document.documentElement.lang] || SAY["zh-Hans"];
  function put(text) {
    var numbers = [].slice.call(arguments, 1);
    return text.replace(/\bn\b/g, function () { return numbers.shift(); });
  }

  function make(tag, attributes, parent) {
    var element = document.createElement(tag);
    for (var name in attributes) element.setAttribute(name, attributes[name]);
    if (parent) parent.appendChild(element);
    return element;
  }
  function write(element, text) {
    while (element.firstChild) element.removeChild(element.firstChild);
    element.appendChild(document.createTextNode(text));
  }

  var form = make("form", { role: "search", "class": "plain" });
  var label = make("label", { "for": "plain-q" }, form);
  write(label, SAY.label);
  var input = make("input", { id: "plain-q", type: "search", autocomplete: "off", "data-testid": "plain-input" }, form);
  var button = make("button", { type: "submit", "class": "link" }, form);
  write(button, SAY.find);
  var said = make("p", { "class": "fallback__say", role: "status", "data-testid": "plain-count" }, form);
  list.parentNode.insertBefore(form, list);

  // Full-width letters and digits as half-width, capitals as small ones. Scripts are not converted here.
  function fold(text) {
    return text.replace(/[\uff01-\uff5e]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 0xfee0); }).toLowerCase();
  }
  function fetchText(index, done) {
    var request = new XMLHttpRequest();
    request.open("GET", items[index].getElementsByTagName("a")[0].href);
    request.onload = function () {
      var text = "";
      if (request.status === 200) {
        var page = document.implementation.createHTMLDocument("");
        page.body.innerHTML = request.responseText.replace(/^[\s\S]*?<article>/, "").replace(/<\/article>[\s\S]*$/, "");
        text = page.body.textContent.replace(/\s+/g, " ");
      } else missing += 1;
      texts[index] = text;
      done();
    };
    request.onerror = function () {
      texts[index] = "";
      missing += 1;
      done();
    };
    request.send();
  }
  function fetchAll(then) {
    if (texts && read === items.length) return then();
    if (texts) return;
    texts = [];
    var next = 0;
    function one() {
      if (next >= items.length) return;
      fetchText(next++, function () {
        read += 1;
        write(said, put(SAY.read, read, items.length));
        if (read === items.length) search();
        else one();
      });
    }
    for (var i = 0; i < 6; i++) one();
  }
  function snippet(item, text, words) {
    var old = item.querySelector("[data-plain]");
    if (old) item.removeChild(old);
    if (!words.length) return;
    var folded = fold(text);
    var at = folded.indexOf(words[0]);
    var from = Math.max(0, at - 24);
    var out = make("p", { "data-plain": "" }, item);
    var end = Math.min(text.length, at + words[0].length + 60);
    if (folded.length !== text.length || at < 0) return write(out, text.slice(0, 80));
    out.appendChild(document.createTextNode((from > 0 ? "……" : "") + text.slice(from, at)));
    write(make("mark", {}, out), text.slice(at, at + words[0].length));
    out.appendChild(document.createTextNode(text.slice(at + words[0].length, end) + (end < text.length ? "……" : "")));
  }
  function search() {
    var query = fold(input.value).split(/\s+/).filter(Boolean);
    var mine = ++turn;
    if (!query.length) {
      items.forEach(function (item) {
        item.hidden = false;
        snippet(item, "", []);
      });
      write(said, "");
      return;
    }
    fetchAll(function () {
      if (mine !== turn) return;
      var found = 0;
      items.forEach(function (item, index) {
        var text = fold(texts[index]);
        var is = query.every(function (word) { return text.indexOf(word) >= 0; });
        item.hidden = !is;
        if (is) found += 1;
        snippet(item, is ? texts[index] : "", is ? query : []);
      });
      write(said, put(SAY.found, found) + (missing ? put(SAY.missing, missing) : ""));
    });
  }
  var timer = 0;
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    search();
  });
  input.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(search, 250);
  });
})();
