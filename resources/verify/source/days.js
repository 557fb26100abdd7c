/** A day as a whole number, the days since 1 January 1970, and as people write it. */

const MILLISECONDS = 86_400_000;
const MONTHS = {
  bn: ["জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন", "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর"],
  en: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
};

/** The day of an ISO 8601 date (2026-07-14), or null where there is none such. */
export function dayOf(text) {
  const found = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (!found || found[1] === "0000") return null;
  const date = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text ? null : date.getTime() / MILLISECONDS;
}

/** The ISO 8601 date of a day. */
export const isoOf = (day) => new Date(day * MILLISECONDS).toISOString().slice(0, 10);

/** Today by the reader's clock. */
export function today() {
  const now = new Date();
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / MILLISECONDS;
}

/** A number with Bangla digits. */
export const banglaDigits = (value) => String(value).replace(/[0-9]/g, (digit) => "০১২৩৪৫৬৭৮৯"[digit]);

/** A text with Bangla digits made ASCII. */
export const asciiDigits = (text) => text.replace(/[০-৯]/g, (digit) => String("০১২৩৪৫৬৭৮৯".indexOf(digit)));

/** The day in words in both languages: ১৪ জুলাই ২০২৬ and 14 July 2026. */
export function saidDay(day) {
  const date = new Date(day * MILLISECONDS);
  const [number, month, year] = [date.getUTCDate(), date.getUTCMonth(), date.getUTCFullYear()];
  return {
    bn: `${banglaDigits(number)} ${MONTHS.bn[month]} ${banglaDigits(year)}`,
    en: `${number} ${MONTHS.en[month]} ${year}`,
  };
}
