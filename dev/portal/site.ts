import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { pagePolicy } from '../headers.ts';

/** How an answer's body can be encoded. */
export type Encoding = 'br' | 'gzip' | 'identity';

/** A file of the built site, in memory, with its compressed forms made when first asked for. */
export type SiteFile = {
	type: string;
	etag: string;
	/** Pages only: the value of their Content-Security-Policy header. */
	policy?: string;
	compressible: boolean;
	body: (encoding: Encoding) => Promise<Buffer>;
};

/** The built site: files by path, which begins with a slash. */
export type Site = Map<string, SiteFile>;

const types: Record<string, string> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.mjs': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.json': 'application/json; charset=utf-8',
	'.webmanifest': 'application/manifest+json; charset=utf-8',
	'.svg': 'image/svg+xml; charset=utf-8',
	'.txt': 'text/plain; charset=utf-8',
	'.xml': 'application/xml; charset=utf-8',
	'.wasm': 'application/wasm',
	'.png': 'image/png',
	'.ico': 'image/x-icon',
	'.webp': 'image/webp',
	'.woff2': 'font/woff2'
};

/** The content type of a file by its name. */
export function contentType(path: string): string {
	return types[extname(path)] ?? 'application/octet-stream';
}

/** Reads a folder, such as `build/`, as it is now; later changes to it are not seen. */
export function loadSite(folder: string): Site {
	const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile());
	return new Map(
		files.map((file) => {
			const path = join(file.parentPath, file.name);
			const name = relative(folder, path).split(sep).join('/');
			return [`/${name}`, siteFile(name, readFileSync(path))];
		})
	);
}

/**
 * A site that follows its folder: read anew after each build, for people at work.
 * The build writes `_app/version.json` each time.
 */
export function followSite(folder: string): () => Site {
	const version = () => statSync(join(folder, '_app/version.json'), { throwIfNoEntry: false });
	let seen: number | undefined;
	let site: Site = new Map();
	return () => {
		const now = version()?.mtimeMs;
		if (now === undefined || now === seen) return site;
		seen = now;
		return (site = loadSite(folder));
	};
}

/** A file from its content: also for what is not on the disk. */
export function siteFile(name: string, content: Buffer): SiteFile {
	const type = contentType(name);
	const compressible = /charset|wasm/.test(type) && content.length > 200;
	const made = new Map<Encoding, Promise<Buffer>>();
	return {
		type,
		compressible,
		etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
		policy: type.startsWith('text/html') ? pagePolicy(content.toString('utf8')) : undefined,
		body(encoding) {
			const known = made.get(encoding) ?? encode(content, encoding);
			made.set(encoding, known);
			return known;
		}
	};
}

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
/** From this size on, the best compression would take seconds. */
const large = 600_000;

function encode(content: Buffer, encoding: Encoding): Promise<Buffer> {
	const isLarge = content.length > large;
	if (encoding === 'gzip') return zip(content, { level: isLarge ? 6 : 9 });
	if (encoding === 'identity') return Promise.resolve(content);
	return brotli(content, {
		params: {
			[constants.BROTLI_PARAM_QUALITY]: isLarge ? 6 : 11,
			[constants.BROTLI_PARAM_SIZE_HINT]: content.length
		}
	});
}
