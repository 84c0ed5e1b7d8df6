// A browser driven through chromedriver, without a library.
import { spawn } from "node:child_process";

const ARGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900"];

/** A session of the driver: functions that send commands. */
export async function session(args = ARGS) {
  const port = 20000 + (process.pid % 20000);
  const child = spawn(process.env.CHROMEDRIVER ?? "chromedriver", [`--port=${port}`], { stdio: "ignore" });
  const send = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message.split("\n")[0]}`);
    return value;
  };
  for (let i = 0; ; i++) {
    try {
      await send("GET", "/status");
      break;
    } catch (error) {
      if (i > 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  const { sessionId } = await send("POST", "/session", {
    capabilities: { alwaysMatch: { "goog:chromeOptions": { args, binary: process.env.CHROMIUM } } },
  });
  const at = (method, path, body) => send(method, `/session/${sessionId}${path}`, body);
  return {
    at,
    /** The driver's process, above the browser's. */
    process: child.pid,
    find: async (selector) => (await at("POST", "/element", { using: "css selector", value: selector }))[KEY],
    run: (script, args = []) => at("POST", "/execute/sync", { script, args }),
    close: async () => {
      await at("DELETE", "").catch(() => {});
      child.kill();
    },
  };
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function settled(browser, condition, seconds) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(100)) {
    if (await browser.run(`return ${condition};`)) return;
  }
  throw new Error(`not within ${seconds} s: ${condition}`);
}

export const KEY = "element-6066-11e4-a52e-4f735466cecf";
