// How do plain pages do in Lighthouse on a phone? `make lighthouse URL=http://127.0.0.1:8501`; each at least 95.
import { execFileSync } from "node:child_process";

const URL_ = process.argv[2] ?? "http://127.0.0.1:8501";
const LIMIT = 0.95;
const KINDS = ["performance", "accessibility", "best-practices", "seo"];
const CLI = "build/lighthouse/node_modules/lighthouse/cli/index.js";
const chrome = process.env.CHROME_PATH ?? "/usr/bin/chromium";
let low = false;

for (const path of ["/id/", "/id/opd/dishub"]) {
  const options = ["--quiet", "--output=json", `--only-categories=${KINDS}`, "--chrome-flags=--headless=new --no-sandbox"];
  const answer = execFileSync("node", [CLI, URL_ + path, ...options], {
    env: { ...process.env, CHROME_PATH: chrome }, maxBuffer: 1 << 28, timeout: 180_000,
  });
  const { categories, audits } = JSON.parse(answer);
  for (const { id, score, auditRefs } of Object.values(categories)) {
    console.log(path.padEnd(18), id.padEnd(16), Math.round(100 * score));
    if (score >= LIMIT) continue;
    low = true;
    for (const { id: audit, weight } of auditRefs)
      if (weight && audits[audit].score !== null && audits[audit].score < 1) console.log("   ", audits[audit].title);
  }
}
process.exit(low ? 1 : 0);
