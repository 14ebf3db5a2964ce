// Small comforts on top of pages that are complete without them: nothing here decides, and nothing here is needed.
"use strict";

// An error summary takes the focus, so that a screen reader reads it first; older browsers know autofocus for fields only.
if (!("autofocus" in HTMLElement.prototype)) document.querySelector(".error-summary")?.focus();

// A second click on a button sends nothing: the first answer is on its way. Coming back to the page frees the buttons.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  // After the form data have been taken, since a disabled button sends no value.
  setTimeout(() => form.querySelectorAll("button").forEach((button) => (button.disabled = true)));
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("button").forEach((button) => (button.disabled = false));
  });
});

// How much may still be written.
document.querySelectorAll("textarea[maxlength]").forEach((area) => {
  const counter = document.createElement("p");
  counter.className = "counter num";
  const tell = () => {
    counter.textContent = `还可以写 ${area.maxLength - area.value.length} 字`;
  };
  area.addEventListener("input", tell);
  area.after(counter);
  tell();
});

// Filters apply when changed; without this the button does it.
document.querySelectorAll("form[data-autosubmit]").forEach((form) => {
  form.addEventListener("change", () => form.requestSubmit());
});

// What lies open before the reader for a moment is read; without this the button says so.
document.querySelectorAll("form[data-seen]").forEach((form) => {
  setTimeout(async () => {
    if (document.hidden || form.dataset.sent) return;
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" }).catch(() => null);
    if (answer?.ok) form.remove();
  }, 3000);
});

document.querySelectorAll("button[data-copy]").forEach((button) => {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = "已复制";
  });
});

// Live parts: fetch the same page and swap the part. Nothing is fetched while the page is hidden or the focus is inside.
document.querySelectorAll("[id][data-refresh]").forEach((part) => {
  setInterval(() => refresh(part.id), Number(part.dataset.refresh) * 1000);
});

async function refresh(id) {
  const part = document.getElementById(id);
  if (document.hidden || part.contains(document.activeElement)) return;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", redirect: "error" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(id);
    if (fresh) part.replaceWith(document.adoptNode(fresh));
  } catch {
    // The net is away for a moment; the next round tries again.
  }
}

// The materials viewer: another page or material comes into the same place, so that an opinion half written stays as it is.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-view]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  view(link.href, link.dataset.key);
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !event.target.closest("#viewer")) return;
  const key = event.key === "=" ? "+" : event.key;
  const link = document.querySelector(`#viewer [data-key="${CSS.escape(key)}"]`);
  if (!link) return;
  event.preventDefault();
  view(link.href, key);
});

async function view(href, key) {
  const answer = await fetch(href, { credentials: "same-origin", redirect: "error" }).catch(() => null);
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page && page.getElementById("viewer");
  if (!fresh) {
    location.assign(href);
    return;
  }
  document.getElementById("viewer").replaceWith(document.adoptNode(fresh));
  history.replaceState(null, "", href);
  const next = key ? fresh.querySelector(`[data-key="${CSS.escape(key)}"]`) : fresh.querySelector("[aria-current]");
  (next ?? fresh.querySelector(".viewer__sheet, a"))?.focus();
  if (!key) fresh.scrollIntoView({ block: "nearest" });
}
