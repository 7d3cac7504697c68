// The step of clusters: its rounds one by one, and its settings.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answered, loadDice, pictures, slide, start, step, useSamples, still } from "./helpers.mjs";

/** A page with the samples in five clusters. */
async function clusters(t) {
  const opened = await start(t);
  const list = await useSamples(opened.page);
  await step(opened.page, 3);
  await opened.page.getByRole("group", { name: "K-Means を 1 回ずつ見る" }).waitFor();
  return { ...opened, n: list.length };
}

const said = (page) => page.locator(".player-said").innerText();
const player = (page, name) => page.getByRole("button", { name, exact: true });

/** Round and number of rounds, what moved in it, and how scattered the clusters are. */
async function round(page) {
  await still(page);
  const text = await said(page);
  const [, at, of, moved, inertia] = text.match(/^(\d+) \/ (\d+) 回目：(\d+) 件.*散らばり (\d+\.\d{3})（inertia）$/) ?? assert.fail(text);
  return { at: Number(at), of: Number(of), moved: Number(moved), inertia: Number(inertia), isDone: text.includes("完成です") };
}

/** The cluster of each picture, by its mark in the tank. */
const marks = (page) => pictures(page).evaluateAll((all) => all.map((it) => Number(it.getAttribute("aria-label").match(/ · 集まり (\d+)/)[1])));

/** The number of members of each cluster, as the list of groups has it. */
const sizes = (page) =>
  page.getByRole("region", { name: "集まりの一覧" }).getByRole("listitem").locator(".group-head .figure")
    .evaluateAll((all) => all.map((it) => Number(it.innerText.match(/^(\d+) 件$/)[1])));

/** The tank and the groups show the same clusters; gives the marks. */
async function agree(page, n, k) {
  await still(page);
  const found = await marks(page);
  assert.equal(found.length, n);
  const counts = Array.from({ length: k }, (_, at) => found.filter((it) => it === at + 1).length);
  assert.deepEqual(await sizes(page), counts);
  return found;
}

/** All that the answer says: clusters in the tank, sizes, the last round's words. */
const answer = async (page) => ({ marks: await marks(page), sizes: await sizes(page), said: await said(page) });

test("each round shows its own clusters in the tank and in the groups, forward and back", async (t) => {
  const { page, n } = await clusters(t);
  const last = await round(page);
  assert.equal(last.at, last.of, "the step does not open with the last round");
  assert(last.isDone && last.of >= 6, JSON.stringify(last));
  const end = await agree(page, n, 5);
  await page.getByText("中心に近い順です。").waitFor();
  for (const name of ["次へ", "終わりへ"]) assert(await player(page, name).isDisabled(), name);

  await player(page, "はじめへ").click();
  await still(page);
  for (const name of ["はじめへ", "前へ"]) assert(await player(page, name).isDisabled(), name);
  const rounds = [await agree(page, n, 5)];
  const facts = [await round(page)];
  assert.equal(await said(page), `1 / ${last.of} 回目：${n} 件を、いちばん近い中心に分けました。散らばり ${facts[0].inertia.toFixed(3)}（inertia）`);
  await page.getByText("途中の回です。").waitFor();
  for (let at = 1; at < last.of; at += 1) {
    await player(page, "次へ").click();
    const [found, fact] = [await agree(page, n, 5), await round(page)];
    assert.equal(fact.at, at + 1);
    assert.equal(fact.moved, found.filter((it, item) => it !== rounds[at - 1][item]).length, `round ${at + 1}: what moved is not what is said`);
    assert(fact.inertia <= facts[at - 1].inertia, `round ${at + 1}: ${fact.inertia} after ${facts[at - 1].inertia}`);
    rounds.push(found);
    facts.push(fact);
  }
  assert.deepEqual(rounds.at(-1), end);
  assert.notDeepEqual(rounds[0], end);
  assert.equal(facts.at(-1).moved, 0);

  await player(page, "前へ").click();
  await player(page, "前へ").click();
  await still(page);
  assert.deepEqual(await marks(page), rounds.at(-3));
  await slide(page, "何回目", 0);
  assert.deepEqual(await marks(page), rounds[0]);
  await player(page, "終わりへ").click();
  await still(page);
  assert.deepEqual(await marks(page), end);
});

/** Takes the page's intervals into the test's own hands; gives a function that lets each beat `n` times. */
async function ownIntervals(page) {
  await page.evaluate(() => {
    const intervals = new Map();
    window.setInterval = (ring, millis) => intervals.set(intervals.size + 1, { ring, millis }).size;
    window.clearInterval = (id) => intervals.delete(id);
    globalThis.beat = () => intervals.forEach(({ ring }) => ring());
    globalThis.intervals = intervals;
  });
  return async (n) => {
    for (let at = 0; at < n; at += 1) await page.evaluate(() => beat());
  };
}

test("the rounds are played from the first to the last, and stand still when paused", async (t) => {
  const { page, n } = await clusters(t);
  const end = await round(page);
  assert(end.of > 2, JSON.stringify(end));
  const beat = await ownIntervals(page);
  // From the end it begins anew.
  await player(page, "動かす").click();
  await player(page, "止める").waitFor();
  assert.equal((await round(page)).at, 1);
  assert.deepEqual(await page.evaluate(() => [...intervals.values()].map(({ millis }) => millis)), [900]);
  const first = await agree(page, n, 5);
  await beat(1);
  assert.equal((await round(page)).at, 2);
  assert.notDeepEqual(await agree(page, n, 5), first);
  await player(page, "止める").click();
  await player(page, "動かす").waitFor();
  await beat(5);
  assert.equal((await round(page)).at, 2, "it goes on though it was paused");
  await player(page, "動かす").click();
  await page.waitForFunction(() => intervals.size > 0);
  await beat(1);
  assert.equal((await round(page)).at, 3);
  await beat(end.of - 3);
  assert.deepEqual(await round(page), end);
  await player(page, "動かす").waitFor();
  assert.equal(await page.evaluate(() => intervals.size), 0, "it goes on after the last round");
});

test("as many clusters as the slider says, and the way back leads to the first answer", async (t) => {
  const { page, n } = await clusters(t);
  const first = await answer(page);
  assert.equal(first.sizes.length, 5);
  assert(await page.getByRole("button", { name: "はじめの値にもどす" }).isDisabled());
  for (const k of [11, 2]) {
    await answered(page, "Cluster", () => slide(page, "集まりの数", k));
    const found = await agree(page, n, k);
    assert.equal(new Set(found).size, k, "a cluster is empty");
  }
  const two = await round(page);
  await answered(page, "Cluster", () => slide(page, "集まりの数", 1));
  assert.deepEqual(await sizes(page), [n]);
  assert((await round(page)).inertia > two.inertia);
  await answered(page, "Cluster", () => page.getByRole("button", { name: "はじめの値にもどす" }).click());
  assert.deepEqual(await answer(page), first);
  assert.equal(await page.getByRole("slider", { name: "集まりの数" }).inputValue(), "5");
});

test("the starts, their number and the dice lead to other answers, and the same ones to the same", async (t) => {
  const { page } = await clusters(t);
  const once = await answer(page);
  const { inertia } = await round(page);

  const start = page.getByRole("group", { name: "はじめの中心の置きかた" });
  const isOn = (name) => start.getByRole("button", { name }).getAttribute("aria-pressed");
  assert.deepEqual([await isOn("k-means++"), await isOn("でたらめ")], ["false", "true"]);
  await answered(page, "Cluster", () => start.getByRole("button", { name: "k-means++" }).click());
  assert.deepEqual([await isOn("k-means++"), await isOn("でたらめ")], ["true", "false"]);
  assert.notDeepEqual(await answer(page), once);
  await answered(page, "Cluster", () => start.getByRole("button", { name: "でたらめ" }).click());
  assert.deepEqual(await answer(page), once);

  const dice = page.getByRole("button", { name: "さいころをふって" });
  const seed = Number(await dice.innerText());
  await loadDice(page, 123);
  await answered(page, "Cluster", () => dice.click());
  assert.equal(await dice.innerText(), "123");
  assert.notDeepEqual(await answer(page), once);
  await loadDice(page, seed);
  await answered(page, "Cluster", () => dice.click());
  assert.deepEqual(await answer(page), once);
  // With many starts the best of them is taken.
  await answered(page, "Cluster", () => slide(page, "やりなおす回数", 50));
  assert((await round(page)).inertia < inertia);
});
