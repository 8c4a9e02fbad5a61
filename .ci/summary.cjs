// Names what failed in each failed step, and ends with one line "N passed, N failed".
// A step can fail while every test passes: an error nobody caught, a hook of a file, lint. That counts as one.
// With --files STEP it prints the test files of that step that failed, for their second run, and nothing else.
const { readFileSync, existsSync } = require('node:fs');
const { relative } = require('node:path');
const [folder, ...rest] = process.argv.slice(2);
const counted = ['unit', 'services', 'e2e'];

if (rest[0] === '--files') for (const file of failedFiles(reportOf(rest[1]))) console.log(file);
else tellAll(rest);

function tellAll(steps) {
  for (const step of steps) tell(`failed step: ${step}`, step);
  const unsteady = counted.filter((name) => reportOf(`${name}-again`) && !steps.includes(`${name}-again`));
  for (const step of unsteady) tell(`unsteady, passed only in a second run: ${step}`, step);

  const missing = counted.filter((name) => !reportOf(name));
  for (const name of missing) console.log(`no report of ${name}`);
  const results = counted.flatMap(resultsOf);
  const passed = results.reduce((total, file) => total + testsOf(file, 'passed'), 0);
  const failed = results.reduce((total, file) => total + failuresIn(file), missing.length);
  const total = failed === 0 && steps.length > 0 ? 1 : failed;
  console.log(`${passed} passed, ${total} failed`);
  process.exitCode = total === 0 ? 0 : 1;
}

function tell(title, step) {
  console.log(`\n── ${title} (${folder}/${step}.log)`);
  const lines = [...failuresOf(reportOf(step)), ...unhandledIn(logOf(step))];
  console.log((lines.length > 0 ? lines : logOf(step).slice(-15)).join('\n'));
}

/** The files of a step, each as it ended: in its second run, when it had one. */
function resultsOf(name) {
  const again = reportOf(`${name}-again`)?.testResults ?? [];
  const latest = new Map([...(reportOf(name)?.testResults ?? []), ...again].map((file) => [file.name, file]));
  return [...latest.values()];
}

function reportOf(name) {
  const file = `${folder}/${name}.json`;
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Without what colours it. */
function logOf(name) {
  const file = `${folder}/${name}.log`;
  return existsSync(file) ? readFileSync(file, 'utf8').replaceAll(/\u001B\[[\d;]*m/g, '').trimEnd().split('\n') : [];
}

function failedFiles(report) {
  return (report?.testResults ?? []).filter(({ status }) => status === 'failed').map(({ name }) => relative('.', name));
}

/** Failed tests; a file that failed although no test of it did (it does not load, or a hook failed) is one. */
function failuresIn(file) {
  return failedAsAWhole(file) ? 1 : testsOf(file, 'failed');
}

function testsOf({ assertionResults }, status) {
  return assertionResults.filter((test) => test.status === status).length;
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
