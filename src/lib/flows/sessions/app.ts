/** What a session runs on, as far as it can be told. Proper names: the same in every language. */
export interface App {
	/** The Matrix app; in a browser without one, the browser. */
	app?: string;
	system?: string;
}

type Marks = readonly (readonly [RegExp, string])[];

/** By a word that only they have; the order matters. */
const APPS: Marks = [
	[/\bElement[ -]?X\b/i, 'Element X'],
	[/\bSchildiChat/i, 'SchildiChat'],
	[/\bElement(?! Call)\b|\bElement(?:Desktop|Android|iOS)\b|\bRiot\b/i, 'Element'],
	[/\bFluffyChat\b/i, 'FluffyChat'],
	[/\bCinny\b/i, 'Cinny'],
	[/\bNheko\b/i, 'Nheko'],
	[/\bNeoChat\b/i, 'NeoChat'],
	[/\bFractal\b/i, 'Fractal'],
	[/\bgomuks\b/i, 'gomuks'],
	[/\bBeeper\b/i, 'Beeper'],
	[/\bHydrogen\b/i, 'Hydrogen'],
	[/\bQuaternion\b/i, 'Quaternion'],
	[/\bThunderbird\b/i, 'Thunderbird'],
	[/\bEdg(?:e|A|iOS)?\b/, 'Edge'],
	[/\bOPR\/|\bOpera\b/, 'Opera'],
	[/\bSamsung(?:Browser| Internet)/, 'Samsung Internet'],
	[/\bFirefox\b|\bFxiOS\b/, 'Firefox'],
	[/\bChrom(?:e|ium)\b|\bCriOS\b/, 'Chrome'],
	[/\bSafari\b/, 'Safari']
];

const SYSTEMS: Marks = [
	[/\biPhone\b|\biPad\b|\biOS\b|\bDarwin\/|iOS\//, 'iOS'],
	[/\bAndroid\b|\bokhttp\b/, 'Android'],
	[/\bCrOS\b|\bChrome ?OS\b/, 'ChromeOS'],
	[/\bWindows\b/, 'Windows'],
	[/\bmac ?OS\b|\bMac OS X\b|\bMacintosh\b/i, 'macOS'],
	[/\bLinux\b|\bUbuntu\b|\bDebian\b|\bFedora\b/, 'Linux']
];

/**
 * Which app a session is. The homeserver may tell its user agent (MSC3852); else its name mostly
 * says it, since apps name their sessions after themselves.
 */
export function appOf({ name, userAgent }: { name?: string; userAgent?: string }): App {
	const find = (marks: Marks): string | undefined =>
		marked(marks, userAgent) ?? marked(marks, name);
	const [app, system] = [find(APPS), find(SYSTEMS)];
	return { ...(app !== undefined && { app }), ...(system !== undefined && { system }) };
}

const marked = (marks: Marks, text = ''): string | undefined =>
	marks.find(([mark]) => mark.test(text))?.[1];
