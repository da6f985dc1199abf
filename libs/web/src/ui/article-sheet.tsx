import { useArticle, type Citation } from '../doors/articles';
import { Dialog } from './dialog';
import { Book } from './icons';
import { Prose } from './prose';

/** The articles that an answer rests on, as chips that open them. */
export function Citations({ of, onOpen }: { of: Citation[]; onOpen(citation: Citation): void }) {
  if (of.length === 0) return null;
  return (
    <ul class="citations" aria-label="From these articles">
      {of.map((citation) => (
        <li key={citation.articleId}>
          <button type="button" class="chip" title={citation.title} onClick={() => onOpen(citation)}>
            <Book size={13} />
            <span>{citation.title}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

export function ArticleSheet({ citation, onClose }: { citation: Citation; onClose(): void }) {
  const read = useArticle(citation.articleId);
  return (
    <Dialog kind="sheet" title={citation.title} onClose={onClose}>
      <div class="dialog-content" tabIndex={0}>
        {read.state === 'reading' && <div class="spinner" role="status" aria-label="Loading" />}
        {read.state === 'failed' && <p class="notice bad">{read.why}</p>}
        {read.state === 'read' && <Prose markdown={read.article.body} title={read.article.title} />}
      </div>
    </Dialog>
  );
}
