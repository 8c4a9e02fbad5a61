// Names what failed in each failed step, and ends with one line "N passed, N failed".
// A step can fail while every test passes: an error nobody caught, a hook of a file, lint. That counts as one.
const { readFileSync, existsSync } = require('node:fs');
const [folder, ...steps] = process.argv.slice(2);
const counted = ['unit', 'services', 'e2e'];
const again = ['check'];

for (const step of steps) {
  console.log(`\n── failed step: ${step} (${folder}/${step}.log)`);
  const lines = [...failuresOf(reportOf(step)), ...unhandledIn(logOf(step))];
  console.log((lines.length > 0 ? lines : logOf(step).slice(-15)).join('\n'));
}

const missing = counted.filter((name) => !reportOf(name));
for (const name of missing) console.log(`no report of ${name}`);
const passed = sum(counted.map((name) => reportOf(name)?.numPassedTests ?? 0));
const failed = missing.length + sum([...counted, ...again].map((name) => countOf(reportOf(name))));
const total = failed === 0 && steps.length > 0 ? 1 : failed;
console.log(`${passed} passed, ${total} failed`);
process.exitCode = total === 0 ? 0 : 1;

function reportOf(name) {
  const file = `${folder}/${name}.json`;
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Without what colours it. */
function logOf(name) {
  const file = `${folder}/${name}.log`;
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll(/\u001B\[[\d;]*m/g, '').trimEnd().split('\n') : [];
}

/** Failed tests, and files that failed although no test of theirs did: they do not load, or a hook of theirs failed. */
function countOf(report) {
  return report ? report.numFailedTests + report.testResults.filter(failedAsAWhole).length : 0;
}

function failedAsAWhole({ status, assertionResults }) {
  return status === 'failed' && assertionResults.every((test) => test.status !== 'failed');
}

function failuresOf(report) {
  return (report?.testResults ?? []).flatMap((file) => [
    ...(failedAsAWhole(file) ? [`✗ ${file.name} (the whole file)`, ...start(file.message)] : []),
    ...file.assertionResults
      .filter((test) => test.status === 'failed')
      .flatMap((test) => [`✗ ${file.name} › ${test.fullName.trim()}`, ...start(test.failureMessages.join('\n'))]),
  ]);
}

/** What the test runner says under its heading of errors that no test caught. */
function unhandledIn(lines) {
  const from = lines.findIndex((line) => line.includes('Unhandled'));
  return from < 0 ? [] : lines.slice(from, from + 40);
}

function start(message) {
  return message.split('\n').slice(0, 6).map((line) => `    ${line}`);
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
