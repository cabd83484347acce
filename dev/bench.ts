import { writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { measureArrival } from './bench/arrival.ts';
import { countAsked } from './bench/asked.ts';
import { helpDeskOf, measureTurns } from './bench/help-desk.ts';
import { measureExport } from './bench/key-export.ts';
import { lighthouseScores } from './bench/lighthouse.ts';
import { measurePages, warmUp } from './bench/measure.ts';
import { help, parseBenchOptions, type BenchOptions } from './bench/options.ts';
import { register } from './bench/registration.ts';
import { report, verdicts, type Findings } from './bench/report.ts';
import type { Scores } from './bench/scores.ts';
import { sessionOn } from './bench/session.ts';
import { startStage, type Stage } from './bench/stage.ts';
import { subjects } from './bench/subjects.ts';
import { ensureChromium } from './chromium.ts';
import { Problem } from './problem.ts';
import { buildPortal, isBuilt, siteFolder } from './start/build.ts';
import { Progress } from './start/progress.ts';

const print = (line: string) => {
	console.log(line);
};
const LIGHTHOUSE_RUNS = 3;

/** `npm run bench`: how soon the form can be used on a slow phone, beside the floor page. */
async function main(): Promise<void> {
	const options = parseBenchOptions(process.argv.slice(2));
	if (options.help) return print(help);
	const progress = new Progress(print);
	const chrome = ensureChromium((sentence) => progress.note(sentence));
	if (!options.site && !isBuilt()) await progress.step('The portal is built', buildPortal);
	const site = options.site ?? siteFolder;
	const stage = await progress.step('The homeserver runs', () => startStage(site));
	try {
		const findings = await findOut(chrome, stage, { ...options, site }, progress);
		print(`\n${report(findings)}`);
		if (options.json) write(options.json, findings);
	} finally {
		await stage.stop();
	}
}

async function findOut(
	chrome: string,
	stage: Stage,
	{ runs, lighthouse, site }: BenchOptions & { site: string },
	progress: Progress
): Promise<Findings> {
	const { homeserver, portal } = stage.example;
	const addresses = { portal, floor: stage.floor, homeserver: homeserver.baseUrl };
	const desk = await progress.step('A homeserver has its users', () => helpDeskOf(stage));
	const all = [...subjects(addresses, await sessionOn(homeserver)), desk];
	await warmUp(chrome, all);
	const pages = await progress.step(
		'The pages are measured',
		() => measurePages(chrome, all, { site, runs }),
		`${all.length} pages, ${runs} times each: this takes about ${Math.ceil((all.length * runs) / 9)} min.`
	);
	const [load = 0] = loadavg();
	if (load > availableParallelism())
		progress.note(`The machine has other work (load ${load.toFixed(1)}): the times are too long.`);
	const asked = await progress.step('A person is registered', () => register(chrome, stage));
	const arrival = await progress.step('A person has signed in', () =>
		measureArrival(chrome, stage, runs)
	);
	const turn = await progress.step('The list of users was turned over', () =>
		measureTurns(chrome, desk, runs)
	);
	const keyExport = await progress.step('The keys of a backup were exported', () =>
		measureExport(chrome, stage)
	);
	const registration = countAsked(asked);
	const findings = { runs, pages, arrival, turn, keyExport, registration };
	if (!lighthouse) return findings;
	const scores: Record<string, Scores> = {};
	for (const path of ['/register', '/'])
		scores[path] = await progress.step(`Lighthouse has judged ${path}`, () =>
			lighthouseScores(chrome, portal + path, Math.min(runs, LIGHTHOUSE_RUNS))
		);
	return { ...findings, lighthouse: scores };
}

function write(file: string, findings: Findings): void {
	const all = { ...findings, bounds: verdicts(findings) };
	writeFileSync(file, `${JSON.stringify(all, undefined, '\t')}\n`);
}

try {
	await main();
} catch (thrown) {
	console.error(thrown instanceof Problem ? thrown.message : thrown);
	process.exitCode = 1;
}
