import { describe, expect, it } from '@jest/globals';
import { KnownRoutes } from './known-routes.ts';

describe('the known routes', () => {
  it('list the methods of a path', () => {
    const known = new KnownRoutes();
    known.add(['GET', 'HEAD'], '/v1/notes/:id');
    known.add('PUT', '/v1/notes/:id');
    known.add('POST', '/v1/notes');
    expect(known.methodsOf('/v1/notes/7')).toEqual(['GET', 'HEAD', 'PUT']);
    expect(known.methodsOf('/v1/notes')).toEqual(['POST']);
    expect(known.methodsOf('/v1/notes/7/8')).toEqual([]);
  });
});
