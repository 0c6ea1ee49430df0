import type { FeelingWords } from './lexicon.rules.js';

/** Emoji and emoticons, which mean the same in every language. */
export const symbols: FeelingWords = {
  strongPositive: '😍, 🤩, 🥰, ❤, 🧡, 💛, 💚, 💙, 💜, 💖, 💕, 💯, 🏆, 🎉, <3',
  positive:
    '😀, 😃, 😄, 😁, 😊, ☺, 🙂, 😎, 😘, 🤗, 👍, 👏, 🙌, 👌, 💪, ⭐, 🌟, ✨, 🚀, 🥳, 😻, 🙏, :), :-), :D, :-D, =), =D, :p',
  weakPositive: '😅, 😉, 😌, 😂, 🤣, ✅, ✔, ;), ;-)',
  weakNegative: '😕, 🙁, ☹, 😐, 😑, 🤔, 😬, 🙄, 😒, 😔, ❌, :/, :|, :-/',
  negative: "😞, 😟, 😢, 😭, 😣, 😖, 😫, 😩, 😤, 👎, 💔, 😓, 😥, 😰, :(, :-(, =(, :'(",
  strongNegative: '😠, 😡, 🤬, 💩, 🤮, 🤢, 😱, 🖕',
};
