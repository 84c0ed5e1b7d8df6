// Says what stands in the page before the program in the reader's language, where the page was published in another.
// Fetched only then.

/** The file, made by `site::tongue`, holds for each other language the page's texts as keys, the lead and the corpus's line. */
export async function say({ href, integrity }, tongue) {
  const all = await (await fetch(new URL(href, document.baseURI), { integrity })).json();
  const own = all[tongue];
  if (!own) return;
  document.documentElement.lang = tongue;
  const said = (text) => own.says[text.trim()];
  document.title = said(document.title) || document.title;
  for (const part of document.querySelectorAll("#boot-status, #early, #fallback")) {
    // Markup that the publishing wrote, escaped; articles keep their language.
    for (const name of ["lead", "facts"]) {
      const place = part.querySelector({ lead: ":scope > .lead", facts: ".corpus__facts" }[name]);
      if (place && own[name]) place.innerHTML = own[name];
    }
    for (const element of [part, ...part.querySelectorAll("*")]) {
      if (element.closest("ul, #intro")) continue;
      for (const attribute of element.attributes) attribute.value = said(attribute.value) || attribute.value;
      for (const node of element.childNodes) {
        if (node.nodeType === Node.TEXT_NODE && said(node.data)) node.data = node.data.replace(node.data.trim(), said(node.data));
      }
    }
  }
}
