// 文览 in a page: <script src="…/embed.js" data-query="氢能" async></script>, or <wenlan-explorer query="氢能">.
// No dependency, one name that stays. Written for old browsers too; what they lack is left out, never an error.
(function () {
  "use strict";
  var script = document.currentScript || document.querySelector('script[src*="embed.js"]');
  if (!script || !script.src) return;
  var main = new URL("./", script.src).href;
  // Attributes (data-… on the script) and what the explorer's address calls them.
  var NAMES = {
    query: "q", theme: "theme", panel: "panel", article: "article", lang: "lang", scheme: "scheme", corpus: "corpus",
    accent: "accent", paper: "paper", ink: "ink", size: "size", offset: "offset", name: "id",
  };
  var OWN = ["view", "mode", "mirror", "height", "eager", "title"];
  var MODES = ["reader", "editor", "panel", "article"];
  // What a shared address of the host may set: a view, never where the corpus comes from or how it looks.
  var VIEW = ["q", "theme", "place", "source", "year", "kind", "origin", "from", "to", "sort", "panel", "view", "article", "at",
    "ev", "mark", "read", "as", "by", "a", "b", "span", "beside", "min", "stop", "holds", "tag", "topic", "node", "near", "period", "rest", "terms", "unfold", "words", "raw", "script"];
  var WORDS = {
    "zh-Hans": {
      loading: "文览载入中……", open: "在新页面打开文览", title: "文览：文章检索与主题图",
      blocked: "本页的安全策略（frame-src）不允许嵌入文览。", silent: "文览没有应答：可能是网络不通，或本页不允许嵌入。",
    },
    "zh-Hant": {
      loading: "文覽載入中……", open: "在新頁面開啟文覽", title: "文覽：文章檢索與主題圖",
      blocked: "本頁的安全政策（frame-src）不允許嵌入文覽。", silent: "文覽沒有回應：可能是網路不通，或本頁不允許嵌入。",
    },
    en: {
      loading: "Wenlan is loading…", open: "Open Wenlan in a new page", title: "Wenlan: search and themes of articles",
      blocked: "This page's security policy (frame-src) does not allow Wenlan to be embedded.",
      silent: "Wenlan does not answer: the network may be down, or this page does not allow it to be embedded.",
    },
  };
  // Of the languages of the explorer the one a tag asks for, or nothing.
  function language(tag) {
    if (/^zh\b/i.test(tag || "")) return /hant|-(tw|hk|mo)/i.test(tag) ? "zh-Hant" : "zh-Hans";
    return /^en\b/i.test(tag || "") ? "en" : "";
  }
  var count = 0;

  // The folder of an address, or nothing where it is none.
  function folder(text) {
    try {
      var url = text && new URL("./", new URL(text, location.href));
      return url && /^(https?|file):$/.test(url.protocol) ? url : null;
    } catch (error) {
      console.warn("wenlan: not an address: " + text);
      return null;
    }
  }

  function viewOnly(text) {
    var from = new URLSearchParams(String(text).slice(0, 4000));
    var to = new URLSearchParams();
    from.forEach(function (value, name) {
      if (VIEW.indexOf(name) >= 0) to.append(name, value);
    });
    return to;
  }

  // A corpus of another site is fetched here, under this page's own policy, and handed to the frames: their policy lets
  // them ask nobody but their own site.
  var corpora = {};
  function fetchCorpus(href) {
    corpora[href] = corpora[href] || fetch(href, { credentials: "omit" }).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status + " " + answer.statusText);
      return answer.arrayBuffer();
    });
    return corpora[href];
  }

  function Explorer() {
    return Reflect.construct(HTMLElement, [], new.target || Explorer);
  }

  /** One embed: `host` is the element it belongs to, `root` where its parts go. */
  function embed(host, root) {
    var frame = document.createElement("iframe");
    var note = document.createElement("p");
    var link = document.createElement("a");
    var get = function (name) { return host.getAttribute(name); };
    // Scripts of two explorers on one page share the element: each says where its own is.
    var home = folder(get("home")) || folder(host.wenlanHome) || new URL(main);
    var mirror = get("mirror") === null ? null : get("mirror") || "wenlan";
    var fixed = /^\d{2,5}$/.test(get("height") || "") ? Number(get("height")) : 0;
    var id = get("name") || "wenlan-" + (count += 1);
    var isAlive = false;
    var isLeaving = false;
    var now = null; // the view that the host's address asked for, then the one that the frame has told of last
    var waiting = null; // the view that was asked for before the frame's page answered
    var timer = 0;
    // The language asked for, or that of the page around; else the explorer goes by the browser's.
    var lang, SAY;
    function speak() {
      var around = host.parentNode && host.parentNode.closest && host.parentNode.closest("[lang]");
      lang = language(get("lang")) || language(around && around.getAttribute("lang"));
      SAY = WORDS[lang || language(navigator.language) || "zh-Hans"];
    }
    speak();

    // `shared` is a view in the place of the one that the attributes say.
    function address(shared) {
      var params = new URLSearchParams(get("view") || "");
      var look = getComputedStyle(host);
      Object.keys(NAMES).forEach(function (name) {
        var value = get(name);
        if (!value && /^(accent|paper|ink)$/.test(name)) value = look.getPropertyValue("--wenlan-" + name).trim();
        if (value) params.set(NAMES[name], value);
      });
      var mode = get("mode");
      if (MODES.indexOf(mode) < 0) mode = get("article") ? "article" : get("panel") ? "panel" : "reader";
      if (lang && !get("lang")) params.set("lang", lang);
      params.set("embed", mode);
      params.set("id", id);
      if (typeof shared === "string") {
        VIEW.forEach(function (name) { params.delete(name); });
        viewOnly(shared).forEach(function (value, name) { params.append(name, value); });
        // A frame for one panel or one article shows it under any view that names no other.
        if ((mode === "panel" || mode === "article") && get(mode) && !params.get(mode)) params.set(mode, get(mode));
      }
      return new URL("?" + params, home).href;
    }
    function say(text) {
      if (note.firstChild !== link) note.removeChild(note.firstChild);
      note.insertBefore(document.createTextNode(text + " "), link);
      note.hidden = !text;
    }
    function tell(what) {
      if (frame.contentWindow) frame.contentWindow.postMessage(what, home.origin);
    }
    function tellView() {
      if (waiting !== null) tell({ type: "wenlan:set", view: waiting });
      waiting = null;
    }
    function handCorpus() {
      var at = null;
      try {
        at = get("corpus") && new URL(get("corpus"), home);
      } catch (error) {
        // The frame says that it is none.
      }
      if (!at || at.origin === home.origin || !window.fetch) return;
      fetchCorpus(at.href).then(function (bytes) {
        tell({ type: "wenlan:corpus", bytes: bytes });
      }, function (error) {
        delete corpora[at.href];
        tell({ type: "wenlan:corpus", error: String((error && error.message) || error) });
      });
    }
    function heard(event) {
      var data = event.data;
      if (!frame.contentWindow || event.source !== frame.contentWindow || event.origin !== home.origin) return;
      if (!data || typeof data !== "object" || typeof data.type !== "string" || data.type.indexOf("wenlan:") !== 0) return;
      // The frame's page begins anew when it is reloaded or shows another address. What the one before still says is old.
      if (isLeaving && data.type !== "wenlan:here") return;
      if (!isAlive || data.type === "wenlan:here") {
        isAlive = true;
        isLeaving = false;
        clearTimeout(timer);
        say("");
        tell({ type: "wenlan:hello" });
        handCorpus();
        tellView();
      }
      if (data.type === "wenlan:here") return;
      if (data.type === "wenlan:height") {
        if (!fixed && data.height > 0 && data.height < 200000) frame.style.height = Math.ceil(data.height) + "px";
        return;
      }
      if (data.type === "wenlan:scroll") {
        // Only after something the reader did there, and only to a place inside the frame.
        if (fixed || typeof data.top !== "number") return;
        var box = frame.getBoundingClientRect();
        var top = box.top + Math.max(0, Math.min(data.top, box.height)) - (Number(get("offset")) || 0) - 8;
        window.scrollBy(0, top);
        return;
      }
      if (data.type === "wenlan:view" && typeof data.view === "string") now = data.view;
      if (data.type === "wenlan:view" && mirror && typeof data.view === "string") {
        var url = new URL(location.href);
        var view = viewOnly(data.view).toString();
        if (view) url.searchParams.set(mirror, view);
        else url.searchParams.delete(mirror);
        if (url.href !== location.href) history.replaceState(history.state, "", url.href);
      }
      host.dispatchEvent(new CustomEvent(data.type, { detail: data, bubbles: true, composed: true }));
    }
    function refused(event) {
      if (!isAlive && /^(frame|child|default)-src/.test(event.effectiveDirective || event.violatedDirective || "") &&
        String(event.blockedURI).indexOf(home.origin) === 0) say(SAY.blocked);
    }
    function start() {
      document.addEventListener("securitypolicyviolation", refused);
      window.addEventListener("message", heard);
      // A shared address of the host says what is shown first.
      now = mirror && new URLSearchParams(location.search).get(mirror);
      link.href = address(now);
      frame.src = link.href;
      timer = setTimeout(function () { if (!isAlive) say(SAY.silent); }, 20000);
    }

    frame.title = get("title") || SAY.title;
    frame.name = id;
    frame.setAttribute("allow", "clipboard-write");
    frame.style.cssText = "";
    [["display", "block"], ["width", "100%"], ["border", "0"], ["height", (fixed || 480) + "px"]].forEach(function (rule) {
      frame.style.setProperty(rule[0], rule[1]);
    });
    link.textContent = SAY.open;
    link.href = home.href;
    link.target = "_blank";
    link.rel = "noopener";
    note.appendChild(link);
    note.setAttribute("role", "status");
    say(SAY.loading);
    root.appendChild(note);
    root.appendChild(frame);
    // Below the fold nothing is fetched until the reader comes near.
    var watch = null;
    if (get("eager") === null && window.IntersectionObserver) {
      watch = new IntersectionObserver(function (entries) {
        if (entries.some(function (entry) { return entry.isIntersecting; })) {
          watch.disconnect();
          watch = null;
          start();
        }
      }, { rootMargin: "600px" });
      watch.observe(frame);
    } else {
      start();
    }
    return {
      set: function (view) {
        waiting = viewOnly(view).toString();
        // Before the frame's page answers nobody hears it: said then.
        if (isAlive) tellView();
      },
      again: function (name) {
        speak();
        if (name === "title") frame.title = get("title") || SAY.title;
        else if (frame.src) {
          // Another look or language keeps the view that is shown; an attribute that says the view is followed.
          link.href = address(name === "view" || VIEW.indexOf(NAMES[name]) >= 0 ? null : now);
          isAlive = false;
          isLeaving = true;
          // In place of its page: the history is the host's.
          try {
            frame.contentWindow.location.replace(link.href);
          } catch (error) {
            frame.src = link.href;
          }
        }
      },
      stop: function () {
        if (watch) watch.disconnect();
        clearTimeout(timer);
        window.removeEventListener("message", heard);
        document.removeEventListener("securitypolicyviolation", refused);
        root.removeChild(note);
        root.removeChild(frame);
      },
    };
  }

  if (window.customElements && window.Reflect && !customElements.get("wenlan-explorer")) {
    Explorer.prototype = Object.create(HTMLElement.prototype, {
      constructor: { value: Explorer },
      connectedCallback: {
        value: function () {
          var root = this.shadowRoot || this.attachShadow({ mode: "open" });
          // In a sheet of the shadow: rules of the host's page, and `hidden`, stand above it.
          try {
            var sheet = new CSSStyleSheet();
            sheet.replaceSync(":host { display: block } :host([hidden]) { display: none }");
            root.adoptedStyleSheets = [sheet];
          } catch (error) {
            if (!this.hidden) this.style.setProperty("display", "block");
          }
          this.wenlan = embed(this, root);
        },
      },
      disconnectedCallback: {
        value: function () {
          if (this.wenlan) this.wenlan.stop();
          this.wenlan = null;
        },
      },
      attributeChangedCallback: {
        value: function (name, before, now) {
          if (this.wenlan && before !== now) this.wenlan.again(name);
        },
      },
      /** Shows a view: the part of an explorer's address after `?`. */
      set: { value: function (view) { if (this.wenlan) this.wenlan.set(view); } },
    });
    Explorer.observedAttributes = Object.keys(NAMES).concat("view", "mode", "title").filter(function (name) { return name !== "name"; });
    customElements.define("wenlan-explorer", Explorer);
  }

  // The one-line way: the script's own data-… attributes become an element where the script stands.
  if (script.hasAttribute("data-none")) return;
  var element = document.createElement(window.customElements ? "wenlan-explorer" : "div");
  element.wenlanHome = main;
  Object.keys(NAMES).concat(OWN).forEach(function (name) {
    var value = script.getAttribute("data-" + name);
    if (value !== null) element.setAttribute(name, value);
  });
  var place = script.getAttribute("data-target") && document.querySelector(script.getAttribute("data-target"));
  var isInHead = script.parentNode === document.head;
  // The script only defines the element where it stands in the head, or says nothing itself in a page that has one.
  var isBare = !Object.keys(NAMES).concat(OWN).some(function (name) { return script.hasAttribute("data-" + name); });
  var others = [].slice.call(document.querySelectorAll("wenlan-explorer"));
  if (!place && (isInHead || (isBare && others.some(function (other) { return !other.wenlanHome; })))) return;
  if (place) place.appendChild(element);
  else script.parentNode.insertBefore(element, script.nextSibling);
  if (!window.customElements) embed(element, element);
})();
