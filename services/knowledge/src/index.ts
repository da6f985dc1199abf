export { knowledgeHandlers, type KnowledgeEnv } from './handlers';
export { followArticles } from './keep-articles/follow';
export { articleOf, publishPack } from './keep-articles/from-pack';
export { knowledgeService } from './knowledge.module';
export { createLibrary, type ArticleData, type Library } from './library';
export { articles, type KeptArticle } from './state';
