// Names: lists that are empty, doubled, long, full of emoji; and a model that cannot read them all.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import {
  DEMO_ONLY, ROOT, closePanel, counted, drop, loadAddress, modelReady, nothingSideways, pressWhen, serveHub, setLabels, settled, start,
  step, still, stored, useSamples,
} from "./helpers.mjs";

const golden = (name) => join(ROOT, "tests/golden/clip", name);
const noise = golden("pictures/noise.png");
const words = (page) => page.locator(".cell.is-word");

/** A page with one picture of nothing known, so that its names are not hidden. */
async function tank(t, options) {
  const opened = await start(t, { catalog: DEMO_ONLY, ...options });
  await drop(opened.page, ".frame", [noise]);
  await settled(opened.page, 1);
  return opened;
}

/** The names of the first picture, with their cosines as text. */
async function scores(page) {
  await step(page, 1);
  await page.locator(".card .names tbody tr").first().waitFor();
  await still(page);
  const rows = page.locator(".card").first().locator(".names tbody tr");
  return rows.evaluateAll((all) => all.map((it) => [it.querySelector("th").innerText, it.querySelector(".figure").innerText]));
}

/** Waits until every name has a vector or a mark that says why not. */
const named = (page, n, timeout = 30_000) =>
  page.waitForFunction(
    (n) => document.querySelectorAll(".tab .count")[1].innerText === String(n) && !document.querySelector(".busy") &&
      !document.querySelector(".cell.is-word:is(.is-waiting, .is-working)"),
    n,
    { timeout },
  );

test("an empty list is a list: the page says what is missing, keeps it so, and gives the first one back", async (t) => {
  const { page } = await tank(t);
  await setLabels(page, "\n   \n# nothing but a remark\n|||\n");
  await page.locator(".panel").getByText("0 個の名前").waitFor();
  await closePanel(page);
  await named(page, 0);
  await page.locator(".empty").getByText("名前がまだありません。").waitFor();
  await step(page, 1);
  await still(page);
  await counted(page.locator(".card .names"), 0);
  // The steps that need no names go on: this one wants more photos.
  await step(page, 3);
  await page.locator(".step .blank").waitFor();
  await page.waitForFunction(() => !document.querySelector(".busy"));

  await stored(page, 1);
  await page.reload();
  await settled(page, 1);
  await named(page, 0);
  await page.locator(".tab").nth(1).click();
  await page.locator(".tank").getByRole("button", { name: "名前を編集" }).click();
  await page.locator(".panel").getByRole("button", { name: "はじめの値にもどす" }).first().click();
  await closePanel(page);
  await named(page, 93);
  assert.equal((await scores(page)).length, 3);
});

test("a doubled line is one name, and the parts of a line may be missing", async (t) => {
  const { page } = await tank(t);
  await setLabels(page, "サバ\nサバ\n  サバ  \nサハ\u3099\nfish\n| fish\n｜｜ Gadus\nタイ | sea bream | Pagrus major | マダイ、鯛\nタイ | sea bream | Pagrus major");
  await page.locator(".panel").getByText("4 個の名前").waitFor();
  await closePanel(page);
  await named(page, 4);
  assert.deepEqual(await words(page).locator(".cell-body").allInnerTexts(), ["サバ", "fish", "Gadus", "タイ"]);
  await counted(page.locator(".cell.is-word.is-failed"), 0);
});

test("emoji and very long lines are names like others", async (t) => {
  const { page } = await tank(t);
  const family = "👨‍👩‍👧‍👦";
  const long = "あ".repeat(5_000);
  await setLabels(page, ["🐟", `${family} | family`, "🇯🇵🏴󠁧󠁢󠁥󠁮󠁧󠁿", "é̶̢̧".repeat(40), long, "\u0000\u200b\ufeff x", "<img src=x onerror=alert(1)>"].join("\n"));
  await page.locator(".panel").getByText("7 個の名前").waitFor();
  await closePanel(page);
  await named(page, 7);
  const shown = await words(page).locator(".cell-body").allInnerTexts();
  assert.deepEqual(shown.slice(0, 2), ["🐟", family]);
  assert.equal(shown.at(-1), "<img src=x onerror=alert(1)>");
  // Whatever has no vector says so.
  await counted(page.locator(".cell.is-word.is-failed"), 0);
  for (const [, cosine] of await scores(page)) assert.match(cosine, /^-?\d\.\d{3}$/);
  await nothingSideways(page);
  // As one of many they can be drawn, too.
  await step(page, 2);
  await page.getByRole("group", { name: "何を使う？" }).getByRole("button", { name: "名前" }).click();
  await page.locator(".plot-canvas[aria-label^='7 個の点']").waitFor();
});

test("the list is a table: a cell counts once it is left, a new name is the first, one is taken off and put back", async (t) => {
  const { page } = await start(t);
  await useSamples(page);
  await page.locator(".tab").nth(1).click();
  await words(page).nth(92).waitFor();
  const first = await words(page).first().innerText();
  await page.getByRole("button", { name: "名前を編集" }).click();
  const rows = page.locator(".panel .label-rows .label-row");
  await rows.nth(49).waitFor();
  await counted(rows, 50);
  const total = await words(page).count();
  await page.locator(".panel").getByText(`${total} 個の名前`).waitFor();
  await page.locator(".panel").getByRole("button", { name: `あと ${total - 50} 件を見せる` }).click();
  await rows.nth(total - 1).waitFor();

  // A name that is changed: the next cell keeps the keyboard, the name is in the tank at its place.
  const cell = rows.nth(0).getByRole("textbox");
  assert.equal(await cell.nth(0).inputValue(), first);
  await cell.nth(0).fill("おさかな");
  await page.keyboard.press("Tab");
  await words(page).first().getByText("おさかな").waitFor();
  assert.equal(await cell.nth(1).evaluate((it) => it === document.activeElement), true);
  assert.equal(await cell.nth(0).getAttribute("aria-label"), "日本語 1");

  // Enter adds, and the next name can be written at once.
  const fresh = page.locator(".panel form.label-row").getByRole("textbox");
  await fresh.nth(0).fill("だるま");
  await fresh.nth(1).fill("daruma doll");
  await page.keyboard.press("Enter");
  await rows.nth(total).waitFor();
  await still(page, ".panel");
  assert.deepEqual(await rows.nth(0).getByRole("textbox").evaluateAll((all) => all.map((it) => it.value)), ["だるま", "daruma doll", ""]);
  assert.equal(await fresh.nth(0).evaluate((it) => it === document.activeElement), true);
  assert.equal(await fresh.nth(0).inputValue(), "");
  await named(page, total + 1);

  await rows.nth(0).getByRole("button", { name: "だるま をはずす" }).click();
  await page.locator(".panel").getByText(`${total} 個の名前`).waitFor();
  await page.waitForFunction(() => document.querySelector(".label-rows input")?.value === "おさかな");

  // A name that is emptied comes back: it is taken off by its cross.
  await cell.nth(2).fill("");
  await cell.nth(1).fill("");
  await cell.nth(0).fill("");
  await page.keyboard.press("Tab");
  await page.waitForFunction(() => document.querySelector(".label-rows input")?.value === "おさかな");
  await counted(rows, total);

  // Two cells in one breath, before the page has shown the first: both count.
  await rows.nth(0).evaluate((row) => {
    for (const [at, text] of [[1, "little fish"], [2, "Piscis parvus"]]) {
      const field = row.querySelectorAll("input")[at];
      field.value = text;
      field.dispatchEvent(new Event("change"));
    }
  });

  // The same list as text, and the first one again.
  await page.locator(".panel").getByRole("button", { name: "文字で編集" }).click();
  assert.match(await page.locator(".panel textarea[rows='12']").inputValue(), /^おさかな \| little fish \| Piscis parvus \| アジ/);
  await page.locator(".panel").getByRole("button", { name: "表で編集" }).click();
  await page.locator(".panel").getByRole("button", { name: "はじめの値にもどす" }).first().click();
  await page.waitForFunction((first) => document.querySelector(".label-rows input")?.value === first, first);
  await rows.nth(49).waitFor();
  await counted(rows, 50);
});

test("ten thousand names: the page stays alive, counts them and can be stopped", async (t) => {
  const hub = await serveHub({ "tiny/gelu": golden("gelu") });
  t.after(() => hub.stop());
  const { page } = await tank(t, { hosts: [hub] });
  await loadAddress(page, `${hub.origin}/tiny/gelu/resolve/main/`);
  await modelReady(page, "tiny/gelu");
  await closePanel(page);
  const N_NAMES = 10_000;
  const began = performance.now();
  const pressed = pressWhen(page, ".busy:not(.is-stopped) button", "() => document.querySelector('.cell.is-word.is-working')");
  await setLabels(page, Array.from({ length: N_NAMES }, (_, at) => `名${at} | name ${at}`).join("\n"));
  await page.locator(".panel").getByText(`${N_NAMES} 個の名前`).waitFor();
  await closePanel(page);
  // The tank shows a part, slice by slice, and says how many more there are.
  await words(page).nth(199).waitFor();
  await counted(words(page), 200);
  await page.getByText(`あと ${N_NAMES - 200} 件を見せる`).waitFor();
  // Stopped in the middle, they wait; then they go on.
  await pressed;
  await page.locator(".busy.is-stopped").filter({ hasText: `${N_NAMES} 件を止めてあります` }).getByRole("button").click();
  // The page answers while they are being embedded.
  await step(page, 0);
  await page.locator(".rail-step[aria-current]").filter({ hasText: "ベクトルって？" }).waitFor({ timeout: 5_000 });
  await page.locator(".search input").fill("名9999");
  await page.locator(".cell.is-word").filter({ hasText: "名9999" }).waitFor();
  await counted(words(page), 1);
  await named(page, N_NAMES, 120_000);
  t.diagnostic(`${N_NAMES} names in ${Math.round(performance.now() - began)} ms`);
  const best = await scores(page);
  assert.equal(best.length, 3);
  for (const [name] of best) assert.match(name, /^名\d+$/);
});

test("an English model on the Japanese page: names stay Japanese, and what it cannot read says so and can be given a name", async (t) => {
  const hub = await serveHub({ "tiny/gelu": golden("gelu") });
  t.after(() => hub.stop());
  const { page } = await tank(t, { hosts: [hub] });
  await loadAddress(page, `${hub.origin}/tiny/gelu/resolve/main/`);
  await modelReady(page, "tiny/gelu");
  await closePanel(page);
  await setLabels(page, "マアジ | Japanese jack mackerel | Trachurus japonicus\nサバ | | Scomber japonicus\nだるま");
  const fields = page.locator(".panel .unreadable li");
  await fields.filter({ hasText: "だるま" }).waitFor();
  await counted(fields, 1);
  await closePanel(page);
  await named(page, 3);
  assert.deepEqual(await words(page).locator(".cell-body").allInnerTexts(), ["マアジ", "サバ", "だるま"]);
  const mark = page.locator(".cell.is-word.is-unreadable");
  await counted(mark, 1);
  assert.equal(await mark.getAttribute("aria-label"), "だるま · 今のモデルが読める言葉がありません");
  await mark.locator("svg").waitFor();
  // Names are shown in the page's language, and the one without a score is not among them.
  assert.deepEqual((await scores(page)).map(([name]) => name).sort(), ["サバ", "マアジ"]);
  // Step 0 has no numbers for it either, and says why.
  await step(page, 0);
  await page.getByRole("group", { name: "何を使う？" }).getByRole("button", { name: "名前" }).click();
  await still(page);
  assert.equal(await page.locator("td.numbers").nth(2).innerText(), "今のモデルが読める言葉がありません");

  await page.getByRole("button", { name: "名前を編集" }).click();
  const field = fields.getByRole("textbox", { name: "だるま を英語で" });
  await field.fill("daruma doll");
  await field.press("Enter");
  await page.locator(".panel .unreadable").waitFor({ state: "detached" });
  await page.waitForFunction(() => [...document.querySelectorAll(".label-rows input")].some((it) => it.value === "daruma doll"));
  await closePanel(page);
  await named(page, 3);
  await counted(mark, 0);
  const all = await scores(page);
  assert.deepEqual(all.map(([name]) => name).sort(), ["だるま", "サバ", "マアジ"].sort());
  for (const [, cosine] of all) assert.match(cosine, /^-?\d\.\d{3}$/);
  // In English the same names are shown in English.
  await page.locator(".switch").first().click();
  await page.locator("html[lang=en]").waitFor({ state: "attached" });
  assert.deepEqual((await scores(page)).map(([name]) => name).sort(), ["Japanese jack mackerel", "Scomber japonicus", "daruma doll"]);
});
