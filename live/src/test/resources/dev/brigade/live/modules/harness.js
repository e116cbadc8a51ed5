// Tests of the page's modules, run where they are used: in a browser. PageModulesTest reads what came out.

const tests = [];

export function test(name, body) {
  tests.push({ name, body });
}

export function equal(actual, expected, what = '') {
  const [a, e] = [actual, expected].map((value) => JSON.stringify(value));
  if (a !== e) throw new Error(`${what ? `${what}: ` : ''}expected ${e}, but was ${a}`);
}

export function close(actual, expected, what = '') {
  if (!(Math.abs(actual - expected) < 1e-6)) throw new Error(`${what ? `${what}: ` : ''}expected about ${expected}, but was ${actual}`);
}

export async function run() {
  const results = [];
  for (const { name, body } of tests) {
    try {
      await body();
      results.push({ name, failure: '' });
    } catch (failure) {
      results.push({ name, failure: `${failure.message}\n${failure.stack}` });
    }
  }
  return results;
}
