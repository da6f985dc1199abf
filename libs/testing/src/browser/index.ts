export { findChromium, launchBrowser, missingBrowser } from './launch-browser';
export { playStory, type StoryOptions } from './play-story';
