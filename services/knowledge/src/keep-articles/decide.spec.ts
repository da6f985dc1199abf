import type { ArticleData } from '../library';
import type { KeptArticle } from '../state';
import { publish, retire } from './decide';

const article = (version: string): ArticleData => ({
  articleId: 'art_returns',
  version,
  title: 'Returns',
  language: 'en',
  audience: 'customers',
  owner: 'care',
  body: `Version ${version}`,
});
const brought = (version: string, state?: KeptArticle) => publish(state, { article: article(version), from: 'pack' });
const written = (version: string, state?: KeptArticle) => publish(state, { article: article(version), from: 'lead' });
const names = (decision: { facts?: readonly { definition: { name: string } }[] }) =>
  (decision.facts ?? []).map(({ definition }) => definition.name);

describe('an article of the pack', () => {
  it('is published when it is new or changed, and once', () => {
    const first = brought('1');
    expect(names(first)).toEqual(['ArticlePublished']);
    expect(brought('1', first.state)).toEqual({ answer: false });
    expect(names(brought('2', first.state))).toEqual(['ArticlePublished']);
  });

  it('does not undo what a person wrote or retired since', () => {
    const edited = written('mine', brought('1').state).state;
    expect(brought('1', edited)).toEqual({ answer: false });
    const gone = retire(brought('1').state, { from: 'lead' }).state;
    expect(brought('1', gone)).toEqual({ answer: false });
  });

  it('that is gone from the pack is retired, unless a person has changed it', () => {
    expect(names(retire(brought('1').state, { from: 'pack' }))).toEqual(['ArticleRetired']);
    const edited = written('mine', brought('1').state).state;
    expect(retire(edited, { from: 'pack' })).toEqual({ answer: 'unknown' });
  });
});

describe('an article that a person writes', () => {
  it('is published, and once', () => {
    const first = written('a');
    expect(names(first)).toEqual(['ArticlePublished']);
    expect(written('a', first.state)).toEqual({ answer: false });
  });

  it('is retired once, and may come back', () => {
    const gone = retire(written('a').state, { from: 'lead' });
    expect(names(gone)).toEqual(['ArticleRetired']);
    expect(retire(gone.state, { from: 'lead' })).toEqual({ answer: 'retired' });
    expect(names(written('a', gone.state))).toEqual(['ArticlePublished']);
  });

  it('cannot be retired where there is none', () => {
    expect(retire(undefined, { from: 'lead' })).toEqual({ answer: 'unknown' });
  });
});
