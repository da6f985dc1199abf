import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { extname, join, relative, sep } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pagesDir } from '@attune/web';
import type { Page, ServiceParts } from './service';
import { cookieName } from './sessions';

/**
 * The page of a service with its assets, the home page and the sign-in link. All files are read once, at start: what is asked for
 * is looked up by name, so that no path from outside reaches the file system.
 */
export function pageDoors(fastify: FastifyInstance, page: Page, { tokens, config }: ServiceParts): void {
  const files = readPages(pagesDir);
  const html = (name: string) => async (request: FastifyRequest, reply: FastifyReply) =>
    send(request, reply, files.get(`${name}.html`), 'no-cache');
  fastify.get('/', html('index'));
  fastify.get(`/${page}`, html(page));
  fastify.get(`/${page}/*`, html(page));
  fastify.get<{ Params: { '*': string } }>('/assets/*', async (request, reply) =>
    // their names hold a hash of their content
    send(request, reply, files.get(`assets/${request.params['*']}`), 'public, max-age=31536000, immutable'),
  );

  fastify.get<{ Querystring: { token?: string } }>('/sign-in', async (request, reply) => {
    const token = String(request.query.token ?? '');
    if (!(await tokens.verifyAgent(token)))
      return reply
        .status(401)
        .type('text/plain; charset=utf-8')
        .send(
          'This sign-in link is not valid, or no longer. Ask for a new one; `npm start` prints one at each start.\n',
        );
    const secure = config.origin.startsWith('https:') ? '; Secure' : '';
    return reply
      .header('set-cookie', `${cookieName}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200${secure}`)
      .header('cache-control', 'no-store')
      .redirect('/', 303);
  });
}

interface PageFile {
  bytes: Buffer;
  type: string;
  etag: string;
}

function send(request: FastifyRequest, reply: FastifyReply, file: PageFile | undefined, cacheControl: string) {
  if (!file)
    return reply
      .status(404)
      .type('text/plain; charset=utf-8')
      .send('There is no such page here. Are the pages built? `npm run build`\n');
  reply.headers({ etag: file.etag, 'cache-control': cacheControl });
  if (request.headers['if-none-match'] === file.etag) return reply.status(304).send();
  return reply.type(file.type).send(file.bytes);
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** All built pages and assets by their path; empty when they are not built. */
function readPages(root: string): Map<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const path of filesBelow(root)) {
    const bytes = readFileSync(path);
    files.set(relative(root, path).split(sep).join('/'), {
      bytes,
      type: types[extname(path)] ?? 'application/octet-stream',
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 20)}"`,
    });
  }
  return files;
}

function filesBelow(root: string): string[] {
  if (!statSync(root, { throwIfNoEntry: false })) return [];
  return readdirSync(root, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
