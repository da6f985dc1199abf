export { findChromium, launchBrowser, missingBrowser } from './launch-browser';
export { playExamples } from './play-examples';
export { playStory, type StoryOptions } from './play-story';
