import {
	answerHeaders,
	cacheAndAsk,
	cacheForever,
	documentHeaders,
	framePolicy,
	strictTransport
} from '../headers.ts';

/**
 * The Caddy configuration that docs/deployment.md describes.
 * @param languages codes of the languages with a path of their own, such as `de`
 */
export function caddyfile(languages: string[]): string {
	return `${start}
${languageRules(languages)}
${end}`;
}

const lines = (headers: Record<string, string>) =>
	Object.entries(headers)
		.map(([name, value]) => `		${name} "${value}"`)
		.join('\n');

const start = `# Vestibule behind Caddy (2.6 or newer). Made by dev/write-deployment.ts from dev/headers.ts.
# Change what says "account.example.org"; Caddy gets the certificate by itself.

account.example.org {
	# What "npm run build" has made. config.json in it is yours to change.
	root * /srv/vestibule

	header {
${lines(answerHeaders)}
	}

	# Files named after their content are kept for ever; everything else is asked for again.
	@named {
		path /_app/immutable/*
		file
	}
	@unnamed not {
		path /_app/immutable/*
		file
	}
	header @named Cache-Control "${cacheForever}"
	header @unnamed {
		Cache-Control "${cacheAndAsk}"

		# What means something for documents only: with each script it would be bytes for nothing.
		# The rest of a page's policy is in its own meta element, with the hashes of that page.
${lines({
	...documentHeaders,
	'Strict-Transport-Security': strictTransport,
	'Content-Security-Policy': framePolicy
})}
	}

	@slash vars_regexp slash {uri} ^((?:/[a-z0-9-]+)+)/(\\?.*)?$
	redir @slash {re.slash.1}{re.slash.2} 308
`;

function languageRules(languages: string[]): string {
	const prefixed = languages.map((code) => `/${code} /${code}/*`).join(' ');
	return `	# A first visit to a page without a language in its path goes to the browser's first language.
	# Afterwards the page itself decides, by what the person has chosen. Remove this part when
	# config.json has a default_language.
	@page path_regexp ^(/|(/[a-z0-9-]+)+)$
	header @page Set-Cookie "vestibule_seen=1; Path=/; Max-Age=31536000; SameSite=Lax; Secure; HttpOnly"
	header @page Vary "Accept-Language, Cookie"
${languages.map((code) => firstVisit(code, prefixed)).join('\n')}
`;
}

function firstVisit(code: string, prefixed: string): string {
	const conditions = `		header_regexp Accept-Language (?i)^${code}\\b
		not header_regexp Cookie vestibule_seen=
		not path ${prefixed}`;
	return `	@${code}_start {
		path /
${conditions}
	}
	redir @${code}_start /${code} 302
	@${code}_page {
		path_regexp ^(/[a-z0-9-]+)+$
${conditions}
	}
	redir @${code}_page /${code}{uri} 302`;
}

const end = `	# The homeserver under the same name: saves the browser a preflight for most calls. Reset links
	# are below /_synapse/client, so it has to be forwarded too, wherever the homeserver is.
	# @homeserver path /_matrix/* /_synapse/client/*
	# reverse_proxy @homeserver 127.0.0.1:8008

	encode {
		zstd
		gzip
		match {
			header Content-Type text/*
			header Content-Type application/javascript*
			header Content-Type application/json*
			header Content-Type application/wasm*
			header Content-Type image/svg+xml*
		}
	}
	try_files {path} {path}.html
	file_server {
		# Files compressed beforehand, by "gzip -9 -k" and "brotli -k".
		precompressed br gzip
	}
	handle_errors {
		rewrite * /404.html
		file_server
	}
}
`;
