// The step of odd ones: by clusters and against references, and why.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DEMO_MODEL, answered, counted, listOf, pictures, settled, showAll, slide, start, step, useSamples } from "./helpers.mjs";

/** A page with the samples, at the step of odd ones. */
async function odd(t) {
  const opened = await start(t);
  const list = await useSamples(opened.page);
  await step(opened.page, 4);
  await opened.page.locator(".odd-row").first().waitFor();
  return { ...opened, list };
}

const reset = (page) => page.getByRole("button", { name: "はじめの値にもどす" });

/** All rows of the list, folded ones too: what is called odd, by which names, and the sentences that say why. */
async function rows(page) {
  await showAll(page);
  return page.locator(".odd-list > li").evaluateAll((all) =>
    all.map((it) => ({
      name: it.querySelector(".tile-text").innerText,
      isOdd: it.classList.contains("is-odd"),
      badges: [...it.querySelectorAll(".badge")].map((badge) => badge.innerText),
      why: [...it.querySelectorAll(".odd-why p:not(.badges)")].map((line) => line.innerText.trim()),
    })),
  );
}

/** The line above the list: of how many, and how many are odd. */
async function summary(page) {
  const text = await page.locator(".summary").innerText();
  const [, n, n_odd] = text.match(/^(\d+) 件のうち (\d+) 件が変わりものです。$/) ?? text.match(/^(\d+) 件の中に、変わりものは見つかりません。/) ?? assert.fail(text);
  return [Number(n), Number(n_odd ?? 0)];
}

/** Pictures that bear the mark of an odd one in the tank. */
const marked = (page) => pictures(page).evaluateAll((all) => all.filter((it) => it.getAttribute("aria-label").includes(" · 変わりもの")).map((it) => it.dataset.item));

const NUMBERS = /まん中まで (\d\.\d{3})、ふつうは (\d\.\d{3})/.source;
const GLOBAL = new RegExp(`^ほかのものより、まん中からずっと遠いです。 ${NUMBERS}（z = (\\d+\\.\\d)）$`);
const GROUP = /^ほかから離れた、少数の集まりです。 (\d+) 件、となりのまん中まで \d\.\d{3}$/;
const LOCAL = new RegExp(`^自分の集まりの中では、まん中からずっと遠いです。 ${NUMBERS}（z = (\\d+\\.\\d)）$`);
const NOT = new RegExp(`^まん中からの遠さは、ほかのものと変わりません。 ${NUMBERS}$`);
const RANK = /^変わり方は (\d+) 件のうち (\d+) 番目です。$/;

/** Each row says for each of its badges why, in numbers that keep to the sliders; gives the badges that were seen. */
function reasons(all, { globalZ, localZ }) {
  for (const { badges, why, isOdd } of all) {
    assert.equal(isOdd, badges.length > 0);
    assert.match(why.at(-1), RANK);
    const sentences = why.slice(0, -1);
    if (!isOdd) {
      assert.match(sentences.join("\n"), NOT);
      continue;
    }
    assert.equal(sentences.length, badges.length, sentences.join());
    for (const [at, badge] of badges.entries()) {
      if (badge === "グローバル") assert(Number(sentences[at].match(GLOBAL)[3]) >= globalZ, sentences[at]);
      else if (badge === "グループ") assert.match(sentences[at], GROUP);
      else {
        assert.equal(badge, "ローカル");
        const [, distance, typical, z] = sentences[at].match(LOCAL);
        assert(Number(z) >= localZ && Number(distance) > Number(typical), sentences[at]);
      }
    }
  }
  return new Set(all.flatMap((it) => it.badges));
}

test("by clusters each odd one says why in numbers, in the list, in the tank and in the detail", async (t) => {
  const { page, list } = await odd(t);
  // From the middle of all, what 'try this' says is what happens.
  const first = await rows(page);
  const hidden = first.filter((it) => it.isOdd);
  assert.deepEqual(hidden.map((it) => it.badges), [["グローバル"], ["グローバル"], ["グローバル"]]);
  const marks = await marked(page);
  const at = await pictures(page).evaluateAll((all, marks) => marks.map((id) => all.findIndex((it) => it.dataset.item === id)), marks);
  assert.deepEqual(at.map((it) => list[it].ja).sort(), ["びん", "傘", "長靴"]);
  assert.deepEqual(first.slice(0, 3).map((it) => it.why.at(-1).match(RANK).slice(1)), [1, 2, 3].map((it) => ["60", String(it)]));
  await counted(page.getByRole("slider", { name: "ローカル：" }), 0, "there is no inside of one cluster");
  const [n, n_odd] = await summary(page);
  assert.deepEqual([first.length, n], [list.length, list.length]);
  assert.equal(first.filter((it) => it.isOdd).length, n_odd);
  assert.equal((await marked(page)).length, n_odd);
  reasons(first, { globalZ: 3.5, localZ: 3.5 });

  // A lower line finds more, a line out of reach finds none of its kind.
  await answered(page, "ScoreClusters", () => slide(page, "いくつの集まりで見る", 5));
  const sliders = ["グローバル：", "ローカル：", "グループ："].map((name) => page.getByRole("slider", { name }));
  assert.deepEqual(await Promise.all(sliders.map((it) => it.inputValue())), ["3.5", "3.5", "0.05"]);
  await answered(page, "ScoreClusters", () => slide(page, "グローバル：", 1));
  await answered(page, "ScoreClusters", () => slide(page, "ローカル：", 1));
  const many = await rows(page);
  const seen = reasons(many, { globalZ: 1, localZ: 1 });
  t.diagnostic(`with z = 1: ${[...seen].join()}`);
  assert(seen.has("グローバル") && seen.has("ローカル"), [...seen].join());
  const n_many = many.filter((it) => it.isOdd).length;
  assert(n_many > n_odd);
  assert.deepEqual(await summary(page), [list.length, n_many]);
  assert.equal((await marked(page)).length, n_many);
  assert(many.slice(0, n_many).every((it) => it.isOdd), "the odd ones do not come first");

  // The same numbers stand in the detail.
  await page.locator(".odd-row .tile").first().click();
  const detail = page.getByRole("complementary", { name: "えらんだもの" });
  await detail.getByText(many[0].why.at(-1)).waitFor();
  const z = many[0].why[0].match(/（z = (\d+\.\d)）/);
  if (z) assert.match(await detail.locator(".reason").innerText(), new RegExp(`（z = ${z[1]}）`));

  await answered(page, "ScoreClusters", () => slide(page, "グローバル：", 10));
  await answered(page, "ScoreClusters", () => slide(page, "ローカル：", 10));
  const few = await rows(page);
  assert.deepEqual(few.filter((it) => it.badges.some((badge) => badge !== "グループ")), []);
  await answered(page, "ScoreClusters", () => reset(page).click());
  assert.deepEqual(await rows(page), first);
});

test("a small cluster far from the others is odd as a group, and says how small and how far", async (t) => {
  // What came out badly on the production line is far from all the rest, whatever the model sees in it.
  const { page } = await start(t);
  const list = await listOf(page, "production-line");
  await page.getByRole("button", { name: "製造ライン" }).click();
  await settled(page, list.length);
  await page.locator(".odd-row").first().waitFor();
  const groups = async () => {
    const all = (await rows(page)).filter((it) => it.badges.includes("グループ"));
    return all.map(({ badges, why }) => Number(why[badges.indexOf("グループ")].match(GROUP)[1]));
  };
  await answered(page, "ScoreClusters", () => slide(page, "いくつの集まりで見る", 5));
  // How far is far is the first line's business.
  await answered(page, "ScoreClusters", () => slide(page, "グローバル：", 0.5));
  await answered(page, "ScoreClusters", () => slide(page, "グループ：", 0.5));
  const half = await groups();
  t.diagnostic(`sizes of the groups: ${half.join()}`);
  assert(half.length > 0, "none, even of half of all");
  // All members of a cluster are in it or none.
  for (const size of half) assert.equal(half.filter((it) => it === size).length % size, 0, half.join());
  assert(Math.max(...half) <= list.length / 2, half.join());
  // Of the clusters of more than one, a lower share leaves the smaller ones.
  await answered(page, "ScoreClusters", () => slide(page, "グループ：", 0));
  assert.deepEqual((await groups()).filter((it) => it > 1), []);
  await answered(page, "ScoreClusters", () => slide(page, "グループ：", 0.5));
  assert.deepEqual(await groups(), half);
});

test("against references: what is like none of them is odd, says its MOST_SIMILAR, and can be called fine", async (t) => {
  const { page, list } = await odd(t);
  await page.getByRole("tab", { name: "お手本とくらべる" }).click();
  const pick = page.getByRole("group", { name: "お手本" });
  const said = page.locator(".pick summary .note");
  assert.equal(await said.innerText(), "まだありません。ふつうだと思うものを 3 つえらんでください。");
  await counted(page.locator(".odd-row"), 0);
  const ordinary = list.flatMap((it, at) => (it.odd ? [] : [at])).slice(0, 3);
  for (const [n, at] of ordinary.entries()) {
    await answered(page, "ScoreReferences", () => pick.getByRole("button").nth(at).click());
    assert.equal(await said.innerText(), n < 2 ? `${n + 1} 件。あと ${2 - n} 件えらぶと、よくわかります。` : "3 件");
  }
  await counted(pick.locator("[aria-pressed=true]"), 3);
  for (const at of ordinary) assert.match(await pictures(page).nth(at).getAttribute("aria-label"), / · お手本$/);
  const names = await pick.locator("[aria-pressed=true]").allInnerTexts();

  /** Each row's greatest cosine, checked against the line and the order. */
  const check = async (threshold) => {
    const all = await rows(page);
    assert.equal(all.length, list.length - 3, "the references are in the list themselves");
    const cosines = all.map(({ isOdd, badges, why }) => {
      const [, unlike, a, like, b] = why[0].match(/^(?:お手本に似ていない ?)?(?:いちばん似たお手本は (.+)、それでも (-?\d\.\d{3}) です。|(.+) に似ています（(-?\d\.\d{3})）。)$/) ?? assert.fail(why[0]);
      assert(names.includes(unlike ?? like), `${unlike ?? like} is none of ${names.join()}`);
      assert.equal(isOdd, unlike !== undefined, why[0]);
      assert.deepEqual(badges, isOdd ? ["お手本に似ていない"] : []);
      const cosine = Number(a ?? b);
      // Of one that is written as the threshold is, the third decimal does not tell on which side it lies.
      if (Math.abs(cosine - threshold) > 0.0005) assert.equal(isOdd, cosine < threshold, `${why[0]} at ${threshold}`);
      return cosine;
    });
    assert.deepEqual(cosines, [...cosines].sort((a, b) => a - b), "the least similar do not come first");
    const n_odd = all.filter((it) => it.isOdd).length;
    assert.deepEqual(await summary(page), [all.length, n_odd]);
    assert.equal((await marked(page)).length, n_odd);
    return n_odd;
  };
  const slider = page.getByRole("slider", { name: "これより似ていなければ、変わりもの" });
  assert.equal(await slider.inputValue(), String(DEMO_MODEL.reference_threshold));
  assert(await reset(page).isDisabled());
  const first = await check(DEMO_MODEL.reference_threshold);
  await answered(page, "ScoreReferences", () => slide(page, "これより似ていなければ", 0.8));
  const many = await check(0.8);
  assert(many > first, `${many} and ${first}`);

  // What the person calls fine is a reference from then on, and no longer odd.
  const row = page.locator(".odd-row").first();
  const fine = await row.locator(".tile-text").innerText();
  await answered(page, "ScoreReferences", () => row.getByRole("button", { name: "これはふつう（お手本に足す）" }).click());
  assert.equal(await said.innerText(), "4 件");
  assert((await pick.locator("[aria-pressed=true]").allInnerTexts()).includes(fine));
  assert.equal((await rows(page)).length, list.length - 4);

  await answered(page, "ScoreReferences", () => slide(page, "これより似ていなければ", 0));
  await page.getByText("変わりものは見つかりません。").waitFor();
  await answered(page, "ScoreReferences", () => reset(page).click());
  assert.equal(await slider.inputValue(), String(DEMO_MODEL.reference_threshold));
});
