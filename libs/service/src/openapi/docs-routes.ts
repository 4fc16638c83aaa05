import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { OpenApiDocument } from './openapi-types.ts';

const open = { config: { public: true } } as const;

const assets: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

const contentSecurity =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

const page = (title: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<link rel="icon" href="/docs/favicon-32x32.png"><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><div id="ui"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>`;

const start =
  "window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#ui', deepLinking: true, persistAuthorization: false });";

function uiFolder(): string {
  const here = createRequire(import.meta.url);
  const swagger = createRequire(here.resolve('@nestjs/swagger'));
  return dirname(swagger.resolve('swagger-ui-dist/package.json'));
}

const send = (reply: FastifyReply, type: string, body: unknown) =>
  reply.header('content-type', type).header('content-security-policy', contentSecurity).send(body);

/** `/openapi.json` and `/docs`, public. The document is generated at the first request. */
export function registerDocs(fastify: FastifyInstance, title: string, documentOf: () => OpenApiDocument): void {
  let text: string | undefined;
  fastify.get('/openapi.json', open, (_request, reply) => {
    text ??= JSON.stringify(documentOf());
    return reply.header('content-type', 'application/json; charset=utf-8').send(text);
  });
  for (const path of ['/docs', '/docs/'])
    fastify.get(path, open, (_request, reply) => send(reply, 'text/html; charset=utf-8', page(title)));
  fastify.get('/docs/start.js', open, (_request, reply) => send(reply, 'text/javascript; charset=utf-8', start));
  for (const [file, type] of Object.entries(assets)) {
    fastify.get(`/docs/${file}`, open, (_request, reply) =>
      send(reply, type, createReadStream(join(uiFolder(), file))),
    );
  }
}
