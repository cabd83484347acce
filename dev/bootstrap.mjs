// What the npm scripts run. It needs no package, and any Node from 20.19 on: it gets the rest.
//   node dev/bootstrap.mjs <start|test|dev|bench|pictures> [options of the command]
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { repository } from './bootstrap/folders.mjs';
import { launch } from './bootstrap/launch.mjs';
import { chooseNode, nodeProblem } from './bootstrap/node.mjs';
import { installPackages } from './bootstrap/packages.mjs';
import { findPython } from './bootstrap/python.mjs';

const commands = ['start', 'test', 'dev', 'bench', 'pictures'];
const [command = '', ...args] = process.argv.slice(2);

/** @param {string} sentence */
function giveUp(sentence) {
	console.error(sentence);
	process.exit(1);
}

/** @param {string | undefined} problem */
function need(problem) {
	if (problem) giveUp(problem);
}

if (!commands.includes(command)) giveUp(`The commands are: ${commands.join(', ')}.`);
need(nodeProblem());
// Only the tests look at the history.
if (command === 'test' && spawnSync('git', ['--version']).status !== 0)
	giveUp('git is missing. Install it and start again.');
const found = findPython();
const python = 'python' in found ? found.python : giveUp(found.problem);
/** @param {string} line */
const say = (line) => console.log(line);
need(await installPackages(say));
let chosen = chooseNode();
// On these systems a Node is among the packages: without it they are damaged.
if (
	'problem' in chosen &&
	['linux-x64', 'linux-arm64'].includes(`${process.platform}-${process.arch}`)
) {
	need(await installPackages(say, true));
	chosen = chooseNode();
}
if ('problem' in chosen) giveUp(chosen.problem);
else
	process.exitCode = await launch(
		chosen.node,
		[...chosen.flags, join(repository, `dev/${command}.ts`), ...args],
		{ VESTIBULE_PYTHON: python ?? '' }
	);
