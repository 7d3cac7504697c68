// The step of names: the guess before the answer, the line under which nothing is named, and the sentence around a name.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import {
  DEMO_MODEL, DEMO_ONLY, ROOT, answered, asked, closePanel, counted, drop, loadAddress, modelReady, pictures, serveHub, settled, showAll, slide, start, step,
  still, useSamples,
} from "./helpers.mjs";

const golden = (name) => join(ROOT, "tests/golden/clip", name);
const SECRET = "この魚は何だろう？";
const UNKNOWN = "わからない";

/** A page with the samples, at the step of names. */
async function quiz(t) {
  const opened = await start(t);
  const list = await useSamples(opened.page);
  await step(opened.page, 1);
  await opened.page.locator(".card .quiz").first().waitFor();
  return { ...opened, list };
}

const cards = (page) => page.locator(".card");
async function press(page, name) {
  await page.getByRole("button", { name, exact: true }).click();
  await still(page);
}

/** What each card says: its question, or its names, whether that is わからない, and the answer. */
async function told(page) {
  await showAll(page);
  return cards(page).evaluateAll((all) =>
    all.map((it) => ({
      isQuiz: it.querySelector(".quiz") !== null,
      label: it.querySelector(".card-picture").getAttribute("aria-label"),
      names: [...it.querySelectorAll("table.names tbody tr")].map((row) => [row.querySelector("th").innerText, row.querySelector(".figure").innerText]),
      isUnknown: it.querySelector(".unknown") !== null,
      truth: it.querySelector(".answer strong")?.innerText,
      verdicts: [...it.querySelectorAll(".verdict")].map((verdict) => verdict.innerText.replace(/\s+/g, "")),
    })),
  );
}

/** What each picture in the tank says: under it, to a screen reader, and to a pointer that rests on it. */
const cells = (page) =>
  pictures(page).evaluateAll((all) =>
    all.map((it) => ({ name: it.querySelector(".cell-name").innerText, label: it.getAttribute("aria-label"), title: it.title })),
  );

test("before the answer is asked for, neither cards nor tank give a name away", async (t) => {
  const { page, list } = await quiz(t);
  const told_ = await told(page);
  assert.equal(told_.length, list.length);
  for (const card of told_) assert.deepEqual(card, { isQuiz: true, label: SECRET, names: [], isUnknown: false, truth: undefined, verdicts: [] });
  for (const [at, cell] of (await cells(page)).entries()) {
    assert.equal(cell.name, "？");
    assert.match(cell.label, new RegExp(`^${list[at].file} · ${SECRET}( · 集まり \\d+)?( · 変わりもの)?$`));
    assert.equal(cell.title, cell.label);
  }
  // Four different names to choose from, the right one among them.
  const choices = await cards(page).evaluateAll((all) => all.map((it) => [...it.querySelectorAll(".quiz-choices button")].map((button) => button.innerText)));
  for (const four of choices) assert.equal(new Set(four).size, 4, four.join());
  const n_exact = choices.filter((four, at) => four.includes(list[at].name)).length;
  assert(n_exact > list.length / 2, `${n_exact} hold the true name as the list writes it`);
});

test("the details of a picture keep its name to themselves until it is guessed", async (t) => {
  const { page } = await quiz(t);
  const detail = page.locator(".detail");
  const names = detail.locator(".ranks li span:first-child");
  await pictures(page).first().click();
  await detail.getByText(SECRET).first().waitFor();
  const before = await detail.innerText();
  await counted(names, 0);
  await press(page, "正解をぜんぶ見る");
  await names.first().waitFor();
  const said = await names.allInnerTexts();
  assert.equal(said.length, 5);
  assert.deepEqual(said.filter((name) => before.includes(name)), []);
});

test("a guess brings the answer, both verdicts and the score", async (t) => {
  const { page, list } = await quiz(t);
  const guess = async (at, name) => {
    await cards(page).nth(at).getByRole("group", { name: SECRET }).getByRole("button", { name, exact: true }).click();
    await still(page);
  };
  const score = () => page.locator(".score").innerText();
  assert.equal(await score(), "");
  const byModel = async () => (await told(page)).filter((it) => it.verdicts.some((verdict) => verdict.startsWith("あなた"))).filter((it) => it.verdicts[0] === "AI：あたりました").length;

  await guess(0, list[0].name);
  const [right] = await told(page);
  assert.equal(right.truth, list[0].name);
  assert.equal(right.verdicts[1], "あなた：あたりました");
  assert.equal(right.names.length, 3);
  // The model is right where its first name is the true one and it does not say わからない.
  assert.equal(right.verdicts[0] === "AI：あたりました", !right.isUnknown && right.names[0][0] === list[0].name);
  assert.equal(await score(), `あなた：1 問中 1 問正解 · 同じ問題で AI：${await byModel()} 問正解`);

  const wrong = (await cards(page).nth(1).locator(".quiz-choices button").allInnerTexts()).find((it) => it !== list[1].name);
  await guess(1, wrong);
  const second = (await told(page))[1];
  assert.deepEqual([second.truth, second.verdicts[1]], [list[1].name, "あなた：はずれました"]);
  assert.equal(await score(), `あなた：2 問中 1 問正解 · 同じ問題で AI：${await byModel()} 問正解`);

  // Looking at the answer is no guess.
  await cards(page).nth(2).getByRole("button", { name: "正解を見る" }).click();
  await still(page);
  const third = (await told(page))[2];
  assert.deepEqual([third.truth, third.verdicts.length], [list[2].name, 1]);
  assert.match(await score(), /^あなた：2 問中 1 問正解/);
  assert((await told(page)).slice(3).every((it) => it.isQuiz), "a card was opened that nobody asked for");
});

test("all answers are shown at once and hidden again", async (t) => {
  const { page, list } = await quiz(t);
  await press(page, "正解をぜんぶ見る");
  const open = await told(page);
  assert.deepEqual(open.map((it) => it.truth), list.map((it) => it.name));
  for (const card of open) assert.equal(card.names.length, 3);
  // Best first, and the tank says what the card says.
  for (const { names } of open) assert.deepEqual(names.map(([, cosine]) => cosine), names.map(([, cosine]) => cosine).sort().reverse());
  assert.deepEqual((await cells(page)).map((it) => it.name), open.map((it) => (it.isUnknown ? UNKNOWN : it.names[0][0])));
  await press(page, "正解をかくす");
  for (const card of await told(page)) assert.deepEqual([card.isQuiz, card.names, card.truth], [true, [], undefined]);
  for (const cell of await cells(page)) assert.equal(cell.name, "？");
});

test("under the threshold a picture is わからない in its card, in the tank and in the detail", async (t) => {
  const { page, list } = await quiz(t);
  await press(page, "正解をぜんぶ見る");
  const before = [await told(page), await cells(page)];
  const reset = page.getByRole("button", { name: "はじめの値にもどす" });
  const value = page.locator(".knob-value");
  assert.equal(await value.innerText(), DEMO_MODEL.threshold.toFixed(3));
  assert(await reset.isDisabled());
  // The model's own line divides the pictures as their first cosines say.
  for (const { names, isUnknown } of before[0]) assert.equal(isUnknown, Number(names[0][1]) < DEMO_MODEL.threshold, names[0].join());

  await slide(page, "わからない、と言うさかい目", 1);
  assert.equal(await value.innerText(), "1.000");
  const none = await told(page);
  assert.equal(none.filter((it) => it.isUnknown).length, list.length);
  assert.deepEqual((await cells(page)).map((it) => it.name), list.map(() => UNKNOWN));
  // Names and cosines are still there to be read.
  assert.deepEqual(none.map((it) => it.names), before[0].map((it) => it.names));
  await pictures(page).first().click();
  const detail = page.getByRole("complementary", { name: "えらんだもの" });
  await detail.getByRole("heading", { name: UNKNOWN }).waitFor();
  await detail.getByText("しきい値 1.000 に届きません").waitFor();

  await slide(page, "わからない、と言うさかい目", 0);
  assert.equal((await told(page)).filter((it) => it.isUnknown).length, 0);
  await detail.getByRole("heading", { name: before[0][0].names[0][0], exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await reset.click();
  await still(page);
  assert.deepEqual([await told(page), await cells(page)], before);
  assert.equal(await value.innerText(), DEMO_MODEL.threshold.toFixed(3));
});

/** A page with two pictures of nothing known, and a hub with a tiny model. */
async function twoPictures(t) {
  const hub = await serveHub({ "tiny/gelu": golden("gelu") });
  t.after(() => hub.stop());
  const opened = await start(t, { hosts: [hub], catalog: DEMO_ONLY });
  await drop(opened.page, ".frame", [golden("pictures/fish.png"), golden("pictures/noise.png")]);
  await settled(opened.page, 2);
  await step(opened.page, 1);
  await opened.page.locator(".card .names").nth(1).waitFor();
  return { ...opened, address: `${hub.origin}/tiny/gelu/resolve/main/` };
}

test("of a model that nobody has calibrated the page says so, until the person draws the line", async (t) => {
  const { page, address } = await twoPictures(t);
  const note = page.locator(".stage-room").getByText("このモデルのしきい値は、まだ決まっていません。");
  await counted(note, 0, "the demo model is calibrated");
  await loadAddress(page, address);
  await modelReady(page, "tiny/gelu");
  await closePanel(page);
  await settled(page, 2);
  await note.waitFor();
  const value = page.locator(".knob-value");
  assert.equal(await value.innerText(), "なし");
  const open = await told(page);
  assert.deepEqual(open.map((it) => it.isUnknown), [false, false]);
  await pictures(page).first().click();
  await page.locator(".detail").getByText("まだ決まっていません").waitFor();

  await slide(page, "わからない、と言うさかい目", 1);
  await note.waitFor({ state: "detached" });
  assert.deepEqual((await told(page)).map((it) => it.isUnknown), [true, true]);
  await page.getByRole("button", { name: "はじめの値にもどす" }).click();
  await note.waitFor();
  assert.equal(await value.innerText(), "なし");
  assert.deepEqual(await told(page), open);
});

test("a sentence around the names changes their cosines, without a look at the pictures, and can be taken back", async (t) => {
  const { page } = await twoPictures(t);
  const cosines = async () => (await told(page)).map((it) => it.names);
  const bare = await cosines();
  const embedded = await asked(page, "EmbedPicture");
  assert.equal(embedded, 2);
  await page.getByRole("group", { name: "生け簀" }).getByRole("button", { name: "名前" }).click();
  await page.getByRole("button", { name: "名前を編集" }).click();
  const panel = page.locator(".panel");
  const field = panel.getByRole("textbox", { name: "名前を入れる文（プロンプト）" });
  const apply = panel.getByRole("button", { name: "反映する" }).last();
  const reset = panel.getByRole("button", { name: "はじめの値にもどす" }).last();
  assert.equal(await field.inputValue(), "");
  assert(await apply.isDisabled());

  await field.fill("{}の絵");
  await answered(page, "EmbedWords", () => apply.click());
  const one = await cosines();
  assert.notDeepEqual(one, bare);
  // Several sentences are averaged: another answer than of either.
  await field.fill("{}の絵\n海の{}");
  await answered(page, "EmbedWords", () => apply.click());
  const two = await cosines();
  assert.notDeepEqual(two, one);
  assert.notDeepEqual(two, bare);

  await field.fill("{}の絵\n名前のない文");
  await panel.getByRole("status").getByText("{} のない行があります。", { exact: true }).waitFor();
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert(await apply.isDisabled());
  assert.deepEqual(await cosines(), two);

  await answered(page, "EmbedWords", () => reset.click());
  assert.equal(await field.inputValue(), "");
  await counted(panel.getByText("{} のない行があります。", { exact: true }), 0);
  assert.deepEqual(await cosines(), bare);
  assert.equal(await asked(page, "EmbedPicture"), embedded, "pictures were embedded again");
});
