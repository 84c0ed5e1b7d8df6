// Puts the service worker in place and says when a new version is there. Not in frames: their storage is their host's.
const SAY = {
  "zh-Hans": ["文览有新版本。", "刷新使用", "以后"],
  "zh-Hant": ["文覽有新版本。", "重新整理使用", "以後"],
  en: ["A new version of Wenlan is there.", "Reload", "Later"],
};

function offer(worker) {
  if (document.getElementById("wenlan-update")) return;
  const [text, yes, no] = SAY[document.documentElement.lang] ?? SAY.en;
  const bar = document.createElement("div");
  bar.id = "wenlan-update";
  bar.className = "boot status";
  bar.setAttribute("role", "status");
  const button = (label, act) => {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "link";
    one.textContent = label;
    one.addEventListener("click", act);
    return one;
  };
  const line = document.createElement("span");
  line.textContent = text;
  bar.append(
    line,
    button(yes, () => {
      // The address keeps the view.
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      worker.postMessage("take over");
    }),
    button(no, () => bar.remove()),
  );
  document.body.prepend(bar);
}

const place = await navigator.serviceWorker?.register(new URL("sw.js", document.baseURI)).catch(() => null);
if (place) {
  const watch = (worker) => {
    const look = () => worker.state === "installed" && navigator.serviceWorker.controller && offer(worker);
    worker.addEventListener("statechange", look);
    look();
  };
  if (place.waiting && navigator.serviceWorker.controller) offer(place.waiting);
  if (place.installing) watch(place.installing);
  place.addEventListener("updatefound", () => place.installing && watch(place.installing));
}
