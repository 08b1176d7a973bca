/** The emoji that the practice workspace knows by name, drawn by the reader's own fonts. */

const TONES = { 2: "🏻", 3: "🏼", 4: "🏽", 5: "🏾", 6: "🏿" };
const TABLE = `
+1 👍 thumbsup 👍 -1 👎 thumbsdown 👎 raised_hand ✋ hand ✋ raising_hand 🙋 woman-raising-hand 🙋‍♀️ man-raising-hand 🙋‍♂️
pray 🙏 wave 👋 clap 👏 ok_hand 👌 raised_hands 🙌 open_hands 👐 handshake 🤝 muscle 💪 point_right 👉 point_left 👈
point_up ☝️ point_down 👇 v ✌️ crossed_fingers 🤞 writing_hand ✍️ heart ❤️ blue_heart 💙 green_heart 💚 yellow_heart 💛
purple_heart 💜 orange_heart 🧡 white_heart 🤍 sparkling_heart 💖 broken_heart 💔 hugging_face 🤗 smile 😄 smiley 😃 grin 😁
grinning 😀 slightly_smiling_face 🙂 wink 😉 blush 😊 joy 😂 thinking_face 🤔 relieved 😌 sweat_smile 😅 cry 😢 sob 😭
neutral_face 😐 eyes 👀 tada 🎉 sparkles ✨ star ⭐ star2 🌟 fire 🔥 rocket 🚀 bulb 💡 bell 🔔 no_bell 🔕 mega 📣
calendar 📆 date 📅 spiral_calendar_pad 🗓️ clock3 🕒 hourglass ⌛ hourglass_flowing_sand ⏳ alarm_clock ⏰ stopwatch ⏱️
white_check_mark ✅ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ warning ⚠️ no_entry ⛔ no_entry_sign 🚫 question ❓
exclamation ❗ information_source ℹ️ lock 🔒 unlock 🔓 key 🔑 link 🔗 paperclip 📎 pushpin 📌 round_pushpin 📍 memo 📝
pencil ✏️ pencil2 ✏️ clipboard 📋 bookmark 🔖 mag 🔍 email ✉️ envelope ✉️ inbox_tray 📥 outbox_tray 📤 phone ☎️ telephone_receiver 📞
speech_balloon 💬 thought_balloon 💭 house 🏠 office 🏢 hospital 🏥 school 🏫 seedling 🌱 herb 🌿 four_leaf_clover 🍀
sunflower 🌻 bouquet 💐 sunny ☀️ rainbow 🌈 ocean 🌊 coffee ☕ tea 🍵 gift 🎁 trophy 🏆 dart 🎯 busts_in_silhouette 👥
bust_in_silhouette 👤 family 👪 baby 👶 child 🧒 older_adult 🧓 couple 👫 people_holding_hands 🧑‍🤝‍🧑 brain 🧠 pill 💊
arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ arrows_counterclockwise 🔄 leftwards_arrow_with_hook ↩️ repeat 🔁
large_green_circle 🟢 large_yellow_circle 🟡 red_circle 🔴 large_blue_circle 🔵 white_circle ⚪ black_circle ⚫ zap ⚡ zzz 💤
one 1️⃣ two 2️⃣ three 3️⃣ gear ⚙️ wrench 🔧 robot_face 🤖 globe_with_meridians 🌐 chart_with_upwards_trend 📈 package 📦`;
const words = TABLE.trim().split(/\s+/);
const CHARACTERS = new Map(words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1]]] : [])));

/** A name as it stands between colons, with or without `::skin-tone-3`. */
export const NAME = "[a-z0-9_+'-]+(?:::skin-tone-[2-6])?";

/** The characters of an emoji, or null when the name is not known here. */
export function character(name) {
  const [base, tone] = name.split("::skin-tone-");
  const found = CHARACTERS.get(base);
  if (!found || !tone) return found ?? null;
  const [hand, ...rest] = found;
  const sign = rest[0] === "\u{FE0F}"; // asks for colour, as the tone does; one further on belongs to another part
  return [hand, TONES[tone], ...rest.slice(sign ? 1 : 0)].join("");
}

/** "raised_hand, skin tone 3": a name as it is said. */
export function spoken(name) {
  return name.replace("::skin-tone-", ", skin tone ");
}

/** Plain text with its :names: turned into emoji. */
export function withEmoji(text) {
  return text.replace(new RegExp(`:(${NAME}):`, "g"), (whole, name) => character(name) ?? whole);
}
