import { defaultLocale, localesOf } from '../../src/lib/i18n/locales.ts';
import { caddyfile } from './caddy.ts';
import { nginxConfig } from './nginx.ts';

/** The files of docs/deployment that are made from the code: their contents by their names. */
export function deploymentFiles(): Record<string, string> {
	const prefixed = localesOf(false)
		.map(({ code }) => code)
		.filter((code) => code !== defaultLocale);
	return { 'nginx.conf': nginxConfig(prefixed), Caddyfile: caddyfile(prefixed) };
}
