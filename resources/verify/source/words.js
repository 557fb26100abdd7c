/** Every sentence that a verdict needs, Bangla first: the desk's own words where it has them. */

const SENTENCES = {
  // What is not taken, and what to do.
  altered_file: ["ফাইলটি বদলানো, তাই নেওয়া হয়নি। মূলটি চেয়ে নিন।", "This file was changed, so not taken. Ask for the original."],
  altered_code: [
    "কোডটি বদলানো বা ভুল পড়া হয়েছে, তাই নেওয়া হয়নি। প্রিন্ট করা সনদটি আবার স্ক্যান করুন।",
    "This code was changed or misread, so it was refused. Scan the printed certificate again.",
  ],
  unreadable: ["ফাইলটি পড়া যাচ্ছে না। যেখান থেকে এনেছেন, সেখান থেকে আবার কপি করুন।", "This file cannot be read. Copy it again from where it came."],
  outdated: ["ফাইলটি অ্যাপের নতুন সংস্করণে তৈরি। এই পাতার নতুন কপি চেয়ে নিন।", "This file was made by a newer version. Ask for a newer copy of this page."],
  older_list: ["চাবির এই তালিকাটি এখানকার তালিকার চেয়ে পুরোনো।", "This key list is older than the one here."],
  not_entitled: ["চাবির এই তালিকায় যিনি স্বাক্ষর করেছেন, তাঁর সেই অনুমতি নেই।", "The signer of this key list may not sign it."],
  list_of_unknown: ["চাবির তালিকাটি এমন কর্মসূচির, যা এখানে অচেনা। আগে কর্মসূচি-ফাইল আনুন।", "This key list is from a programme that is unknown here. Load the programme file first."],
  // Grants.
  no_such_grant: ["এখানকার কোনো কর্মসূচি এই অনুমতিপত্র দেয়নি। কর্মসূচি-ফাইল আনুন।", "No programme here gave this grant. Load the programme file."],
  passed_on: ["যাঁর অনুমতিপত্র দেওয়ার কথা নয়, তিনি এটি দিয়েছেন।", "The person who gave this grant may not give grants."],
  no_coordinators_grant: ["সমন্বয়কারী এমন অনুমতিপত্র দেননি।", "The coordinator did not give this grant."],
  lasts_longer: ["অনুমতিপত্রের মেয়াদ সমন্বয়কারীর নিজের মেয়াদের চেয়ে বেশি।", "The grant lasts longer than the coordinator's own."],
  number_outside: ["ডিভাইসের নম্বরটি এই সমন্বয়কারীর নম্বরগুলোর মধ্যে নেই।", "The device number is not one of the coordinator's."],
  partner_outside: ["অনুমতিপত্রটি এমন সংস্থার, যা এই সমন্বয়কারীর নয়।", "The grant is for a partner that is not the coordinator's."],
  allows_more: ["অনুমতিপত্রটি সমন্বয়কারীর অনুমতির চেয়ে বেশি দেয়।", "The coordinator may not allow this much."],
  other_device: ["ক্রমিক নম্বরটি অন্য ডিভাইসের।", "The serial belongs to another device."],
  not_allowed: ["অনুমতিপত্রে এই কাজের অনুমতি নেই।", "The grant does not allow this."],
  out_of_date: ["তারিখ: {day}। অনুমতিপত্রের মেয়াদ: {first} থেকে {last}।", "It is dated {day}; the grant is valid from {first} to {last}."],
  // Certificates.
  certificate_good: [
    "কোড আসল। কাগজটি স্বাক্ষর করা লেখার সঙ্গে মিলিয়ে দেখুন।",
    "The codes are genuine. Compare the paper with what was signed.",
  ],
  certificate_practice: [
    "কোড যেমন স্বাক্ষর হয়েছিল তেমনই। এটি অনুশীলন, কখনো হিসাবে ধরা হয় না।",
    "The codes are as they were signed. It is PRACTICE and never counts.",
  ],
  certificate_altered: ["সনদটি বদলানো হয়েছে। মূলটি চেয়ে নিন।", "This certificate was changed. Ask for the original."],
  certificate_unknown_signer: ["এই সনদের স্বাক্ষরকারী এখানে অচেনা। নতুন কর্মসূচি-ফাইল আনুন।", "The signer of this certificate is unknown here. Load the newer programme file."],
  certificate_revoked: ["এই সনদ বাতিল করা হয়েছে।", "This certificate was revoked."],
  certificate_expired: ["সনদের তারিখ স্বাক্ষরকারীর অনুমতিপত্রের মেয়াদের বাইরে।", "The date of this certificate is outside its signer's grant."],
  certificate_unreadable: ["এতে কোনো সনদ পড়া যাচ্ছে না।", "No certificate can be read from this."],
  different_devices: ["কোড দুটি একই ডিভাইসের নয়।", "The two codes are from different devices."],
  code_changed: ["সনদের কোডটি বদলানো হয়েছে।", "The certificate's code was changed."],
  taken_back: ["এই সনদ বাতিল করা হয়েছে। এর বদলে যেটি দেওয়া হয়েছে, সেটি চেয়ে নিন।", "This certificate was revoked. Ask for the one that replaced it."],
  coordinator_revoked: ["সমন্বয়কারীর চাবি বাতিল হয়েছে। তারিখ: {day}।", "The coordinator's key was revoked on {day}."],
  after_revocation: ["ডিভাইসের চাবি বাতিল হয়েছে, আর এই ক্রমিক নম্বর শেষ বিশ্বস্ত নম্বরের পরের।", "Its device's key was revoked, and this serial is later than the last valid one."],
  first_code_alone: ["এখানে শুধু সনদের প্রথম কোডটি আছে। দ্বিতীয় কোডটিও স্ক্যান করুন।", "Only the certificate's first code is here. Scan its second code too."],
  second_code_alone: ["এটি শুধু দ্বিতীয় কোড: কে স্বাক্ষর করতে পারেন তা বলে, কী স্বাক্ষর হয়েছে তা নয়।", "This is only the second code: it says who may sign, not what was signed."],
  no_code_seen: ["ছবিতে কোনো কোড পড়া গেল না। ভালো আলোতে পুরো সনদের ছবি আবার তুলুন।", "No code can be read from this picture. Take it again, with the whole certificate on it, in good light."],
  picture_broken: ["এই ছবি খোলা যাচ্ছে না: ফাইলটি নষ্ট, খুব বড়, অথবা PNG, JPEG বা WEBP নয়।", "This picture cannot be opened: it is broken, too large, or no PNG, JPEG or WEBP."],
  photograph_it: ["এই পাতা PDF খোলে না। সনদটি প্রিন্ট করে বা পর্দায় খুলে তার ছবি তুলুন।", "This page does not open PDFs. Print the certificate, or open it on a screen, and photograph it."],
  // What was typed.
  serial_unread: ["ক্রমিক নম্বরে একটি অক্ষর ঠিক নেই। আবার দেখে লিখুন।", "A character of this serial is wrong. Check it, and type it again."],
  serial_back: ["এই ক্রমিক নম্বরের সনদ বাতিল করা হয়েছে।", "The certificate with this serial was revoked."],
  serial_alone: ["শুধু ক্রমিক নম্বর কিছু প্রমাণ করে না। সনদের কোড দুটি স্ক্যান করুন।", "A serial alone proves nothing. Scan the certificate's two codes."],
  receipt_code_unread: ["প্রাপ্তি-রসিদের কোডে একটি অক্ষর ঠিক নেই। আবার দেখে লিখুন।", "A character of this receipt's code is wrong. Check it, and type it again."],
  receipt_code_alone: ["এই কোড শুধু সেই ল্যাপটপ যাচাই করতে পারে, যেটি ফাইলটি লিখেছিল।", "Only the laptop that wrote the file can check this code."],
  // Receipts.
  receipt_merged: ["সমন্বয়কারী একটি উপস্থিতির ফাইল পেয়েছেন।", "The coordinator has received an attendance file."],
  receipt_kept: ["সমন্বয়কারী উপস্থিতির ফাইলটি রেখে দিয়েছেন, অনুমতিপত্র আসা পর্যন্ত।", "The coordinator keeps the attendance file until its grant is there."],
  receipt_refused: ["সমন্বয়কারী উপস্থিতির ফাইলটি নিতে পারেননি। কারণ জেনে নিন।", "The coordinator could not accept the attendance file. Ask why."],
  receipt_practice: ["উপস্থিতির ফাইলটি এসেছে। এটি অনুশীলন, কোনো প্রতিবেদনে নেই।", "The attendance file has arrived. It is practice, and stands in no report."],
  receipt_unknown_signer: ["এই প্রাপ্তি-রসিদে যিনি স্বাক্ষর করেছেন, তিনি এখানে অচেনা।", "The signer of this receipt is unknown here."],
  receipt_expired: ["প্রাপ্তি-রসিদের তারিখ সমন্বয়কারীর অনুমতিপত্রের মেয়াদের বাইরে।", "The date of this receipt is outside the coordinator's grant."],
  receipt_revoked: ["এই প্রাপ্তি-রসিদের স্বাক্ষরকারী চাবি বাতিল হয়েছে।", "The key that signed this receipt was revoked."],
  // Programme files, key lists, requests, answers, other files.
  of_demonstration: ["এটি নমুনা কর্মসূচির: এর সবকিছু অনুশীলন।", "It is from the demonstration programme: all of it is practice."],
  strange_part: ["এই অনুমতিপত্রের সঙ্গে অন্য কর্মসূচির একটি ফাইল এসেছে। আবার নতুন অনুমতিপত্র চেয়ে নিন।", "A file of another programme came with this grant. Ask for a new answer."],
  stranger: ["এটি এমন কর্মসূচির, যা এখানে অচেনা।", "It is from a programme that is unknown here."],
  programme_good: ["কর্মসূচি-ফাইলটি আসল ও অক্ষত।", "The programme file is genuine and unchanged."],
  programme_practice: ["এটি নমুনা কর্মসূচি: এর সবকিছু অনুশীলন।", "This is the demonstration programme: all of it is practice."],
  programme_older: ["এই কর্মসূচি-ফাইলটি এখানকার ফাইলের চেয়ে পুরোনো।", "This programme file is older than the one here."],
  two_of_version: ["এই সংস্করণের দুটি আলাদা কর্মসূচি-ফাইল আছে। কোনটি ঠিক, অফিসে জিজ্ঞেস করুন।", "There are two programme files of this version. Ask the office which one is valid."],
  unknown_signature: ["স্বাক্ষরটি এখানে অচেনা।", "Unknown signature."],
  list_good: ["চাবির তালিকাটি আসল ও অক্ষত।", "The key list is genuine and unchanged."],
  list_revoked: ["যে চাবিতে এই তালিকা স্বাক্ষর হয়েছে, সেটি বাতিল।", "The key that signed this key list was revoked."],
  grant_good: ["অনুমতিপত্রটির মেয়াদ {day} পর্যন্ত।", "This grant is valid until {day}."],
  grant_expired: ["অনুমতিপত্রটির মেয়াদ ছিল {day} পর্যন্ত।", "This grant was valid until {day}."],
  grant_revoked: ["এই অনুমতিপত্র বাতিল হয়েছে।", "This grant was revoked."],
  request_good: ["এটি অনুমতিপত্রের আবেদন। এটি এখনো কিছু প্রমাণ করে না।", "A request for a grant. It proves nothing yet."],
  sealed: ["এই উপস্থিতির ফাইল সিল করা: শুধু প্রাপক এটি খুলতে পারেন।", "This attendance file is sealed: only its recipients can open it."],
  neither: ["এটি সনদ নয়, প্রাপ্তি-রসিদও নয়।", "This is neither a certificate nor a receipt."],
  // What is good but not sure, and what is known only from long ago.
  revoked_later: ["স্বাক্ষরকারীর চাবি পরে বাতিল হয়েছে।", "The signer's key was revoked later."],
  ran_out: ["চাবির তালিকার মেয়াদ শেষ হয়েছে {days} দিন আগে। নতুন তালিকা পেলে আবার দেখুন।", "The key list expired {days} days ago. Check again when a newer one comes."],
  no_list_of_coordinator: ["এই সমন্বয়কারীর চাবির তালিকা এখানে নেই: কোনো চাবি বাতিল হয়েছে কি না, জানা নেই।", "There is no key list of this coordinator here: a key may have been revoked."],
  no_list_of_programme: ["এই কর্মসূচির চাবির তালিকা এখানে নেই: কোনো চাবি বাতিল হয়েছে কি না, জানা নেই।", "There is no key list of this programme here: a key may have been revoked."],
};

/** `{bn, en}` of a sentence; places are filled with texts, or with texts in both languages. */
export function sentence(name, places = {}) {
  const [bn, en] = SENTENCES[name];
  const filled = (words, language) =>
    words.replace(/\{(\w+)\}/g, (_, place) => places[place][language] ?? String(places[place]));
  return { bn: filled(bn, "bn"), en: filled(en, "en") };
}
