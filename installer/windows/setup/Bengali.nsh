;Language: Bengali (Bangladesh, 2117)
;By Be Smart Use Heart Desktop contributors; after NSIS' English.nsh by Joost Verburg (zlib licence)

!insertmacro LANGFILE "Bengali" = "বাংলা" "Bangla"

!ifdef MUI_WELCOMEPAGE
  ${LangFileString} MUI_TEXT_WELCOME_INFO_TITLE "$(^NameDA) ইনস্টল করুন"
  ${LangFileString} MUI_TEXT_WELCOME_INFO_TEXT "এই সেটআপ $(^NameDA) ইনস্টল করবে।$\r$\n$\r$\nশুরুর আগে অন্য সব অ্যাপ বন্ধ করুন। তাহলে ল্যাপটপ আবার চালু না করেই কাজ হবে।$\r$\n$\r$\n$_CLICK"
!endif

!ifdef MUI_UNWELCOMEPAGE
  ${LangFileString} MUI_UNTEXT_WELCOME_INFO_TITLE "$(^NameDA) সরান"
  ${LangFileString} MUI_UNTEXT_WELCOME_INFO_TEXT "$(^NameDA) এই ল্যাপটপ থেকে সরানো হবে।$\r$\n$\r$\nশুরুর আগে $(^NameDA) বন্ধ করুন।$\r$\n$\r$\n$_CLICK"
!endif

!ifdef MUI_LICENSEPAGE
  ${LangFileString} MUI_TEXT_LICENSE_TITLE "লাইসেন্স"
  ${LangFileString} MUI_TEXT_LICENSE_SUBTITLE "$(^NameDA) ইনস্টল করার আগে লাইসেন্সের শর্তগুলো পড়ুন।"
  ${LangFileString} MUI_INNERTEXT_LICENSE_BOTTOM "শর্তগুলোতে রাজি থাকলে “আমি রাজি” চাপুন। রাজি না হলে $(^NameDA) ইনস্টল করা যায় না।"
  ${LangFileString} MUI_INNERTEXT_LICENSE_BOTTOM_CHECKBOX "শর্তগুলোতে রাজি থাকলে নিচের ঘরে টিক দিন। রাজি না হলে $(^NameDA) ইনস্টল করা যায় না। $_CLICK"
  ${LangFileString} MUI_INNERTEXT_LICENSE_BOTTOM_RADIOBUTTONS "শর্তগুলোতে রাজি থাকলে নিচের প্রথম বিকল্পটি বেছে নিন। রাজি না হলে $(^NameDA) ইনস্টল করা যায় না। $_CLICK"
!endif

!ifdef MUI_UNLICENSEPAGE
  ${LangFileString} MUI_UNTEXT_LICENSE_TITLE "লাইসেন্স"
  ${LangFileString} MUI_UNTEXT_LICENSE_SUBTITLE "$(^NameDA) সরানোর আগে লাইসেন্সের শর্তগুলো পড়ুন।"
  ${LangFileString} MUI_UNINNERTEXT_LICENSE_BOTTOM "শর্তগুলোতে রাজি থাকলে “আমি রাজি” চাপুন। রাজি না হলে $(^NameDA) সরানো যায় না।"
  ${LangFileString} MUI_UNINNERTEXT_LICENSE_BOTTOM_CHECKBOX "শর্তগুলোতে রাজি থাকলে নিচের ঘরে টিক দিন। রাজি না হলে $(^NameDA) সরানো যায় না। $_CLICK"
  ${LangFileString} MUI_UNINNERTEXT_LICENSE_BOTTOM_RADIOBUTTONS "শর্তগুলোতে রাজি থাকলে নিচের প্রথম বিকল্পটি বেছে নিন। রাজি না হলে $(^NameDA) সরানো যায় না। $_CLICK"
!endif

!ifdef MUI_LICENSEPAGE | MUI_UNLICENSEPAGE
  ${LangFileString} MUI_INNERTEXT_LICENSE_TOP "বাকিটুকু পড়তে Page Down চাপুন।"
!endif

!ifdef MUI_COMPONENTSPAGE
  ${LangFileString} MUI_TEXT_COMPONENTS_TITLE "কী কী ইনস্টল হবে"
  ${LangFileString} MUI_TEXT_COMPONENTS_SUBTITLE "$(^NameDA)-এর কোন কোন অংশ ইনস্টল হবে, বেছে নিন।"
!endif

!ifdef MUI_UNCOMPONENTSPAGE
  ${LangFileString} MUI_UNTEXT_COMPONENTS_TITLE "কী কী সরানো হবে"
  ${LangFileString} MUI_UNTEXT_COMPONENTS_SUBTITLE "$(^NameDA)-এর কোন কোন অংশ সরানো হবে, বেছে নিন।"
!endif

!ifdef MUI_COMPONENTSPAGE | MUI_UNCOMPONENTSPAGE
  ${LangFileString} MUI_INNERTEXT_COMPONENTS_DESCRIPTION_TITLE "এটি কী"
  !ifndef NSIS_CONFIG_COMPONENTPAGE_ALTERNATIVE
    ${LangFileString} MUI_INNERTEXT_COMPONENTS_DESCRIPTION_INFO "কোনো অংশ বেছে নিলে সেটি কী, এখানে দেখা যাবে।"
  !else
    ${LangFileString} MUI_INNERTEXT_COMPONENTS_DESCRIPTION_INFO "কোনো অংশ বেছে নিলে সেটি কী, এখানে দেখা যাবে।"
  !endif
!endif

!ifdef MUI_DIRECTORYPAGE
  ${LangFileString} MUI_TEXT_DIRECTORY_TITLE "কোন ফোল্ডারে"
  ${LangFileString} MUI_TEXT_DIRECTORY_SUBTITLE "$(^NameDA) কোন ফোল্ডারে ইনস্টল হবে, বেছে নিন।"
!endif

!ifdef MUI_UNDIRECTORYPAGE
  ${LangFileString} MUI_UNTEXT_DIRECTORY_TITLE "কোন ফোল্ডার থেকে"
  ${LangFileString} MUI_UNTEXT_DIRECTORY_SUBTITLE "$(^NameDA) কোন ফোল্ডার থেকে সরানো হবে, বেছে নিন।"
!endif

!ifdef MUI_INSTFILESPAGE
  ${LangFileString} MUI_TEXT_INSTALLING_TITLE "ইনস্টল হচ্ছে"
  ${LangFileString} MUI_TEXT_INSTALLING_SUBTITLE "$(^NameDA) ইনস্টল হচ্ছে। একটু অপেক্ষা করুন।"
  ${LangFileString} MUI_TEXT_FINISH_TITLE "ইনস্টল শেষ"
  ${LangFileString} MUI_TEXT_FINISH_SUBTITLE "সব ঠিকমতো ইনস্টল হয়েছে।"
  ${LangFileString} MUI_TEXT_ABORT_TITLE "ইনস্টল হয়নি"
  ${LangFileString} MUI_TEXT_ABORT_SUBTITLE "কাজটি শেষ করা যায়নি।"
!endif

!ifdef MUI_UNINSTFILESPAGE
  ${LangFileString} MUI_UNTEXT_UNINSTALLING_TITLE "সরানো হচ্ছে"
  ${LangFileString} MUI_UNTEXT_UNINSTALLING_SUBTITLE "$(^NameDA) সরানো হচ্ছে। একটু অপেক্ষা করুন।"
  ${LangFileString} MUI_UNTEXT_FINISH_TITLE "সরানো শেষ"
  ${LangFileString} MUI_UNTEXT_FINISH_SUBTITLE "সব ঠিকমতো সরানো হয়েছে।"
  ${LangFileString} MUI_UNTEXT_ABORT_TITLE "সরানো হয়নি"
  ${LangFileString} MUI_UNTEXT_ABORT_SUBTITLE "কাজটি শেষ করা যায়নি।"
!endif

!ifdef MUI_FINISHPAGE
  ${LangFileString} MUI_TEXT_FINISH_INFO_TITLE "$(^NameDA) ইনস্টল হয়েছে"
  ${LangFileString} MUI_TEXT_FINISH_INFO_TEXT "$(^NameDA) এই ল্যাপটপে ইনস্টল হয়েছে।$\r$\n$\r$\nসেটআপ বন্ধ করতে “শেষ করুন” চাপুন।"
  ${LangFileString} MUI_TEXT_FINISH_INFO_REBOOT "$(^NameDA)-এর ইনস্টল শেষ করতে ল্যাপটপ বন্ধ করে আবার চালু করতে হবে। এখনই করবেন?"
!endif

!ifdef MUI_UNFINISHPAGE
  ${LangFileString} MUI_UNTEXT_FINISH_INFO_TITLE "$(^NameDA) সরানো হয়েছে"
  ${LangFileString} MUI_UNTEXT_FINISH_INFO_TEXT "$(^NameDA) এই ল্যাপটপ থেকে সরানো হয়েছে।$\r$\n$\r$\nবন্ধ করতে “শেষ করুন” চাপুন।"
  ${LangFileString} MUI_UNTEXT_FINISH_INFO_REBOOT "$(^NameDA) সরানো শেষ করতে ল্যাপটপ বন্ধ করে আবার চালু করতে হবে। এখনই করবেন?"
!endif

!ifdef MUI_FINISHPAGE | MUI_UNFINISHPAGE
  ${LangFileString} MUI_TEXT_FINISH_REBOOTNOW "এখনই আবার চালু করুন"
  ${LangFileString} MUI_TEXT_FINISH_REBOOTLATER "পরে নিজে আবার চালু করব"
  ${LangFileString} MUI_TEXT_FINISH_RUN "$(^NameDA) খুলুন"
  ${LangFileString} MUI_TEXT_FINISH_SHOWREADME "নির্দেশিকা দেখুন"
  ${LangFileString} MUI_BUTTONTEXT_FINISH "শেষ করুন"
!endif

!ifdef MUI_STARTMENUPAGE
  ${LangFileString} MUI_TEXT_STARTMENU_TITLE "স্টার্ট মেনুর ফোল্ডার"
  ${LangFileString} MUI_TEXT_STARTMENU_SUBTITLE "$(^NameDA)-এর শর্টকাট স্টার্ট মেনুর কোন ফোল্ডারে থাকবে, বেছে নিন।"
  ${LangFileString} MUI_INNERTEXT_STARTMENU_TOP "শর্টকাট স্টার্ট মেনুর যে ফোল্ডারে থাকবে, তা বেছে নিন। নতুন ফোল্ডারের নামও লিখতে পারেন।"
  ${LangFileString} MUI_INNERTEXT_STARTMENU_CHECKBOX "শর্টকাট লাগবে না"
!endif

!ifdef MUI_UNCONFIRMPAGE
  ${LangFileString} MUI_UNTEXT_CONFIRM_TITLE "$(^NameDA) সরান"
  ${LangFileString} MUI_UNTEXT_CONFIRM_SUBTITLE "$(^NameDA) এই ল্যাপটপ থেকে সরানো হবে।"
!endif

!ifdef MUI_ABORTWARNING
  ${LangFileString} MUI_TEXT_ABORTWARNING "$(^Name) ইনস্টল না করেই বন্ধ করবেন?"
!endif

!ifdef MUI_UNABORTWARNING
  ${LangFileString} MUI_UNTEXT_ABORTWARNING "$(^Name) না সরিয়েই বন্ধ করবেন?"
!endif

!ifdef MULTIUSER_INSTALLMODEPAGE
  ${LangFileString} MULTIUSER_TEXT_INSTALLMODE_TITLE "কার জন্য"
  ${LangFileString} MULTIUSER_TEXT_INSTALLMODE_SUBTITLE "$(^NameDA) কার জন্য ইনস্টল হবে, বেছে নিন।"
  ${LangFileString} MULTIUSER_INNERTEXT_INSTALLMODE_TOP "$(^NameDA) শুধু নিজের জন্য নাকি এই ল্যাপটপের সবার জন্য ইনস্টল হবে, বেছে নিন। $(^ClickNext)"
  ${LangFileString} MULTIUSER_INNERTEXT_INSTALLMODE_ALLUSERS "এই ল্যাপটপের সবার জন্য"
  ${LangFileString} MULTIUSER_INNERTEXT_INSTALLMODE_CURRENTUSER "শুধু আমার জন্য"
!endif
