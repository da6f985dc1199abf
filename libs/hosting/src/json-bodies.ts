import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { problem } from './problem';

/** The largest body that a door takes; texts are at most 16,000 characters. */
export const maxBodyBytes = 65_536;

/** Doors take JSON and nothing else. */
export function takeJsonOnly(app: NestFastifyApplication): void {
  app.getHttpAdapter().getInstance().removeContentTypeParser('text/plain');
  app.useBodyParser('application/json', { bodyLimit: maxBodyBytes }, (_, body, done) => {
    if (body.length === 0) return done(null, undefined); // an act without a body, sent by a client that always names a type
    try {
      done(null, JSON.parse(String(body)));
    } catch {
      done(problem(400, 'Invalid JSON', 'The body is not valid JSON; send one JSON object in UTF-8.'));
    }
  });
}
