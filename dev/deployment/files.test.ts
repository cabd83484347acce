import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answerHeaders, cacheForever, documentHeaders, framePolicy } from '../headers.ts';
import { repository } from '../state.ts';
import { caddyfile } from './caddy.ts';
import { deploymentFiles } from './files.ts';
import { nginxConfig } from './nginx.ts';

const files = Object.entries(deploymentFiles());

describe('the shipped configurations', () => {
	it.each(files)('%s is what the code makes', (name, content) => {
		expect(readFileSync(join(repository, 'docs/deployment', name), 'utf8')).toBe(content);
	});

	it.each(files)('%s sends every security header', (_name, content) => {
		for (const [header, value] of Object.entries(answerHeaders))
			expect(content).toContain(`${header} "${value}"`);
		for (const [header, value] of Object.entries(documentHeaders)) {
			expect(content).toContain(`${header} `);
			expect(content).toContain(`"${value}"`);
		}
		expect(content).toContain(`"${framePolicy}"`);
		expect(content).toContain('"max-age=31536000"');
	});

	it.each(files)('%s keeps for ever only what is named after its content', (_name, content) => {
		expect(content.split(cacheForever)).toHaveLength(2);
		expect(content).toContain('/_app/immutable/');
		expect(content).toContain('"no-cache"');
	});

	it.each(files)(
		'%s shows how the homeserver is forwarded, with its reset page',
		(_name, content) => {
			expect(content).toMatch(/# .*_matrix.*_synapse\/client/);
		}
	);
});

describe('the headers of documents', () => {
	const names = [
		...Object.keys(documentHeaders),
		'Strict-Transport-Security',
		'Content-Security-Policy'
	];

	it.each(names)('%s is sent by nginx when the answer is a document', (name) => {
		const config = nginxConfig(['de']);
		const variable = new RegExp(`add_header ${name} (\\$\\w+) always;`).exec(config)?.[1] ?? 'none';
		const map = config.slice(config.indexOf(`map $sent_http_content_type ${variable} {`));
		expect(map.split('\n').slice(1, 3)).toEqual([
			expect.stringMatching(/^\t"~\^text\/html" ".+";$/),
			'\tdefault "";'
		]);
	});

	it.each(names)('%s is sent by Caddy with all but the files named after their content', (name) => {
		const unnamed = /header @unnamed \{(.*?)\n\t\}/s.exec(caddyfile(['de']))?.[1] ?? '';
		expect(unnamed).toContain(`\t\t${name} "`);
		expect(caddyfile(['de']).split(`${name} `)).toHaveLength(2);
	});
});

describe('the languages', () => {
	it('each have a rule in nginx', () => {
		const config = nginxConfig(['de', 'fr']);
		expect(config).toContain('"~*^ de\\b" /de;');
		expect(config).toContain('"~*^ fr\\b" /fr;');
		expect(config).toContain('"~^/(de|fr)(/|$)" "none";');
	});

	it('each have a rule in Caddy, which leaves the pages of all of them alone', () => {
		const config = caddyfile(['de', 'fr']);
		expect(config).toContain('redir @fr_start /fr 302');
		expect(config).toContain('redir @de_page /de{uri} 302');
		expect(config.match(/not path \/de \/de\/\* \/fr \/fr\/\*/g)).toHaveLength(4);
	});
});

describe('a redirect', () => {
	// What is redirected to is repeated in a header: no line break, and no second slash in front,
	// which would make another host of it.
	const nginx = /location ~ "(.*)" \{/.exec(nginxConfig(['de']))?.[1] ?? '';
	const caddy = /vars_regexp slash \{uri\} (\S+)/.exec(caddyfile(['de']))?.[1] ?? '';
	const patterns = [nginx, caddy].map((pattern) => new RegExp(pattern));

	it.each(['/de/register/', '/register/'])('takes the slash off %s', (path) => {
		for (const pattern of patterns) expect(path).toMatch(pattern);
	});

	it.each(['//evil/', '//evil.test/', '/a\n/b/', '/a b/', '/'])('does nothing to %j', (path) => {
		for (const pattern of patterns) expect(path).not.toMatch(pattern);
	});
});
