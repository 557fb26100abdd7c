; The Windows setup: one file that installs the app for the person who runs it. No administrator, no internet.
;
;   makensis -DSTUB=x86-unicode -DVERSION=0.1.0 -DTREE=folder -DOUT=BSUH-setup-0.1.0.exe -DCOMPRESS=lzma setup.nsi
;
; STUB      x86-unicode starts on every Windows and can say so where the app cannot run; amd64-unicode is for wine without 32 bit
; VERSION   three numbers with dots
; TREE      absolute; what is installed, as it stands in the end: BSUH.exe, python\ and what else is at its top
; OUT       absolute; the setup that is written
; COMPRESS  lzma (small) or zlib (built ten times as fast)
; ICON      optional, an .ico file
; PICTURE   optional, a .bmp of 164x314 for the first and the last page
; SIGN      optional, a command that signs the program whose path follows it
;
; On its command line the setup takes /S (silent), /D=folder (last) and /LANG=2117 (Bangla) or 1033 (English); the
; uninstaller /S and _?=folder. It ends with
;   0  installed      1  cancelled by a person      2  this Windows cannot run the app
;   3  the app is open, or another setup runs       4  no space, or the files cannot be written
; After all but 0, whatever stood there before is there still.
;
; The new tree is unpacked beside the old one, then swapped in by renames, and the old one deleted. After a power cut the
; app starts, or this setup can be run again: it first puts back what a swap had moved away.

Target ${STUB}
Unicode true
SetCompressor /SOLID ${COMPRESS}
!if "${COMPRESS}" == "lzma"
  SetCompressorDictSize 64
!endif

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

!define NAME "Be Smart Use Heart"
!define OWN_KEY "Software\BeSmartUseHeart"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\BeSmartUseHeart"
!define CLASSES "Software\Classes"
!define ENDED_UNFIT 2
!define ENDED_OPEN 3
!define ENDED_UNWRITTEN 4
; Folders in the installed one that exist only while a setup works, or after a power cut:
!define NEW "bsuh-new"   ; unpacked, not yet in place
!define OLD "bsuh-old"   ; whole, moved away by a swap that has not ended
!define GONE "bsuh-gone" ; being deleted

Name "${NAME}"
OutFile "${OUT}"
BrandingText "${NAME} ${VERSION}"
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS all
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${OWN_KEY}" "folder"
ShowInstDetails nevershow
ShowUninstDetails nevershow
AllowSkipFiles off
VIProductVersion "${VERSION}.0"

!ifdef ICON
  !define MUI_ICON "${ICON}"
  !define MUI_UNICON "${ICON}"
!endif
!ifdef PICTURE
  !define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
  !define MUI_UNWELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!endif
!ifdef SIGN
  !uninstfinalize `${SIGN} "%1"` = 0
!endif
!define MUI_LANGDLL_REGISTRY_ROOT HKCU
!define MUI_LANGDLL_REGISTRY_KEY "${OWN_KEY}"
!define MUI_LANGDLL_REGISTRY_VALUENAME "language"
!define MUI_LANGDLL_ALLLANGUAGES
!define MUI_LANGDLL_WINDOWTITLE "${NAME}"
!define MUI_LANGDLL_INFO "ভাষা বেছে নিন। Choose a language."
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME)$\r$\n$\r$\n$(^ClickInstall)"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!define MUI_FINISHPAGE_TEXT "$(INSTALLED)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\BSUH.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(WHAT_STAYS)"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!define MUI_FINISHPAGE_TEXT "$(REMOVED)"
!insertmacro MUI_UNPAGE_FINISH

; The first language is taken wherever Windows speaks none of these. 2117 is Bangla of Bangladesh, 1093 of India finds it too.
!insertmacro MUI_LANGUAGEEX "." "Bengali"
!insertmacro MUI_LANGUAGE "English"
VIAddVersionKey /LANG=${LANG_ENGLISH} "ProductName" "${NAME}"
VIAddVersionKey /LANG=${LANG_ENGLISH} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_ENGLISH} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_ENGLISH} "FileDescription" "${NAME} setup"
VIAddVersionKey /LANG=${LANG_ENGLISH} "LegalCopyright" "Apache-2.0"

; Every sentence of the setup's own, in both languages.
!macro SAY NAME_OF BANGLA ENGLISH
  LangString ${NAME_OF} ${LANG_BENGALI} `${BANGLA}`
  LangString ${NAME_OF} ${LANG_ENGLISH} `${ENGLISH}`
!macroend
!insertmacro SAY WELCOME \
  `অ্যাপটি শুধু আপনার জন্য ইনস্টল হবে। অ্যাডমিনের অনুমতি বা ইন্টারনেট লাগবে না।$\r$\n$\r$\nঅ্যাপটি আগে থেকে থাকলে হালনাগাদ হবে। আপনার ক্লাস ও তালিকা যেমন আছে তেমনই থাকবে।` \
  `The app is installed for you alone. It needs no administrator and no internet.$\r$\n$\r$\nIf the app is already here, it is updated. Your classes and lists stay as they are.`
!insertmacro SAY INSTALLED \
  `স্টার্ট মেনুতে আর ডেস্কটপে “${NAME}” পাবেন।$\r$\n$\r$\nসেটআপ ফাইলটি আর লাগবে না।` \
  `You find “${NAME}” in the Start menu and on the desktop.$\r$\n$\r$\nThe setup file is no longer needed.`
!insertmacro SAY WHAT_STAYS \
  `অ্যাপটি এই ল্যাপটপ থেকে সরানো হবে। আপনার ক্লাস, তালিকা ও ব্যাকআপ থেকে যাবে।` \
  `The app is removed from this laptop. Your classes, lists and backups stay.`
!insertmacro SAY REMOVED \
  `আপনার ক্লাস, তালিকা ও ব্যাকআপ মোছা হয়নি। সেগুলো এখানে আছে:$\r$\n$\r$\n$LOCALAPPDATA\bsuh-desktop$\r$\n$LOCALAPPDATA\bsuh-desktop-marks$\r$\n$\r$\nঅ্যাপটি আবার ইনস্টল করলে সব আগের মতো পাবেন। ল্যাপটপ অন্য কাউকে দেওয়ার আগে এই ফোল্ডার দুটি মুছুন।` \
  `Your classes, lists and backups were not deleted. They are here:$\r$\n$\r$\n$LOCALAPPDATA\bsuh-desktop$\r$\n$LOCALAPPDATA\bsuh-desktop-marks$\r$\n$\r$\nInstall the app again, and everything is as before. Delete these folders before somebody else gets the laptop.`
!insertmacro SAY UNPACKING `ফাইল কপি হচ্ছে…` `Copying the files…`
!insertmacro SAY SWAPPING `নতুন অ্যাপ বসানো হচ্ছে…` `Putting the new app in place…`
!insertmacro SAY REMOVING `অ্যাপ সরানো হচ্ছে…` `Removing the app…`
!insertmacro SAY OPEN \
  `${NAME} খোলা আছে। অ্যাপটি বন্ধ করুন, তারপর আবার চেষ্টা করুন (Retry)।$\r$\n$\r$\nকিছুই বদলানো হয়নি।` \
  `${NAME} is open. Close the app, then press Retry.$\r$\n$\r$\nNothing was changed.`
!insertmacro SAY UNWRITTEN \
  `অ্যাপের ফাইল লেখা যায়নি: $INSTDIR$\r$\n$\r$\nডিস্কে জায়গা আছে কি না দেখুন, তারপর সেটআপ আবার চালান। আগে যা ছিল, তা বদলায়নি।` \
  `The files of the app cannot be written: $INSTDIR$\r$\n$\r$\nCheck that the disk has space, then run the setup again. What was there before is unchanged.`
!insertmacro SAY NO_SPACE \
  `ডিস্কে জায়গা কম। লাগবে $R0 MB, খালি আছে $R1 MB।$\r$\n$\r$\nকিছু ফাইল সরিয়ে সেটআপ আবার চালান। কিছুই বদলানো হয়নি।` \
  `The disk is too full. The app needs $R0 MB, $R1 MB are free.$\r$\n$\r$\nRemove some files, then run the setup again. Nothing was changed.`
!insertmacro SAY FOREIGN \
  `এই ফোল্ডারে অন্য কিছু আছে: $INSTDIR$\r$\n$\r$\n/D= দিয়ে অন্য ফোল্ডার বেছে নিন। কিছুই বদলানো হয়নি।` \
  `Something else stands in this folder: $INSTDIR$\r$\n$\r$\nChoose another folder with /D=. Nothing was changed.`
!insertmacro SAY TYPE_ATTENDANCE `উপস্থিতির ফাইল` `Attendance file`
!insertmacro SAY TYPE_PROGRAMME `কর্মসূচি-ফাইল` `Programme file`
!insertmacro SAY TYPE_GRANT `অনুমতিপত্র` `Grant`
!insertmacro SAY TYPE_REQUEST `অনুমতিপত্রের আবেদন` `Request for a grant`
!insertmacro SAY TYPE_RECEIPT `প্রাপ্তি-রসিদ` `Receipt`
!insertmacro SAY TYPE_KEYS `চাবির তালিকা` `Key list`

; `STEP` with the ending, the class and the words of every kind of file that opens with the app.
!macro EACH_TYPE STEP
  !insertmacro ${STEP} ".bsuh" "BSUH.Attendance" "$(TYPE_ATTENDANCE)"
  !insertmacro ${STEP} ".bsuh-programme" "BSUH.Programme" "$(TYPE_PROGRAMME)"
  !insertmacro ${STEP} ".bsuh-grant" "BSUH.Grant" "$(TYPE_GRANT)"
  !insertmacro ${STEP} ".bsuh-request" "BSUH.Request" "$(TYPE_REQUEST)"
  !insertmacro ${STEP} ".bsuh-receipt" "BSUH.Receipt" "$(TYPE_RECEIPT)"
  !insertmacro ${STEP} ".bsuh-keys" "BSUH.Keys" "$(TYPE_KEYS)"
!macroend

!macro OPEN_WITH_APP ENDING CLASS WORDS
  WriteRegStr HKCU "${CLASSES}\${ENDING}" "" "${CLASS}"
  WriteRegStr HKCU "${CLASSES}\${CLASS}" "" "${WORDS}"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\DefaultIcon" "" "$INSTDIR\BSUH.exe,0"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\shell\open\command" "" '"$INSTDIR\BSUH.exe" "%1"'
!macroend
; An ending that another app took in the meantime stays that app's.
!macro FORGET_TYPE ENDING CLASS WORDS
  ReadRegStr $0 HKCU "${CLASSES}\${ENDING}" ""
  ${If} $0 == "${CLASS}"
    DeleteRegValue HKCU "${CLASSES}\${ENDING}" ""
    DeleteRegKey /ifempty HKCU "${CLASSES}\${ENDING}"
  ${EndIf}
  DeleteRegKey HKCU "${CLASSES}\${CLASS}"
!macroend

; What stands at the top of TREE, one `!insertmacro ${STEP} "name"` a line: found when the setup is built, so that setup and
; uninstaller name exactly what is installed. Not the uninstaller: it cannot move itself away while it runs in its place.
!tempfile ENTRIES
!system `cd "${TREE}" && ls -A | LC_ALL=C sort | sed 's/.*/!insertmacro ${STEP} "&"/' > "${ENTRIES}"`
!macro EACH_ENTRY MACRO
  !define STEP ${MACRO}
  !include "${ENTRIES}"
  !undef STEP
!macroend

; The steps over entries. $2 is no longer empty when Windows refuses one.
!macro MOVE FROM TO
  ClearErrors
  Rename "${FROM}" "${TO}"
  ${If} ${Errors}
    StrCpy $2 "refused"
  ${EndIf}
!macroend
!macro MOVE_AWAY ENTRY
  ${If} ${FileExists} "$INSTDIR\${ENTRY}"
    !insertmacro MOVE "$INSTDIR\${ENTRY}" "$INSTDIR\${OLD}\${ENTRY}"
  ${EndIf}
!macroend
!macro MOVE_IN ENTRY
  !insertmacro MOVE "$INSTDIR\${NEW}\${ENTRY}" "$INSTDIR\${ENTRY}"
!macroend
!macro REMEMBER ENTRY
  WriteRegStr HKCU "${OWN_KEY}\entries" "${ENTRY}" ""
!macroend
!macro REFUSE_FOREIGN ENTRY
  ${If} ${FileExists} "$INSTDIR\${ENTRY}"
    MessageBox MB_OK|MB_ICONSTOP "$(FOREIGN)" /SD IDOK
    SetErrorLevel ${ENDED_UNWRITTEN}
    Quit
  ${EndIf}
!macroend

; Setup and uninstaller know only functions of their own, so each of these is there twice.
!macro SHARED un
  ; Asks to close the app as long as it is open, silently ends: Windows lets nobody write to a library in use.
  Function ${un}WaitUntilClosed
    again:
    FindFirst $0 $1 "$INSTDIR\python\python*.dll"
    ${DoWhile} $1 != ""
      ClearErrors
      FileOpen $2 "$INSTDIR\python\$1" a
      ${If} ${Errors}
        FindClose $0
        Call ${un}AskToClose
        Goto again
      ${EndIf}
      FileClose $2
      FindNext $0 $1
    ${Loop}
    FindClose $0
  FunctionEnd

  ; Returns when a person wants to try again; otherwise nothing returns.
  Function ${un}AskToClose
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(OPEN)" /SD IDCANCEL IDRETRY again
    SetErrorLevel ${ENDED_OPEN}
    Quit
    again:
  FunctionEnd

  ; What a swap that did not end had moved away stands in its place again.
  Function ${un}PutBack
    FindFirst $0 $1 "$INSTDIR\${OLD}\*"
    ${DoWhile} $1 != ""
      ${If} $1 != "."
      ${AndIf} $1 != ".."
        Delete "$INSTDIR\$1"
        RMDir /r "$INSTDIR\$1"
        Rename "$INSTDIR\${OLD}\$1" "$INSTDIR\$1"
      ${EndIf}
      FindNext $0 $1
    ${Loop}
    FindClose $0
    RMDir "$INSTDIR\${OLD}"
  FunctionEnd

  ; Moves all away that any setup wrote; asks to close the app, with all back in place, as long as Windows refuses.
  Function ${un}MoveAllAway
    again:
    CreateDirectory "$INSTDIR\${OLD}"
    StrCpy $2 ""
    StrCpy $0 0
    ${Do}
      EnumRegValue $1 HKCU "${OWN_KEY}\entries" $0
      ${If} $1 == ""
        ${Break}
      ${EndIf}
      !insertmacro MOVE_AWAY $1
      IntOp $0 $0 + 1
    ${Loop}
    !insertmacro EACH_ENTRY MOVE_AWAY
    ${If} $2 != ""
      Call ${un}PutBack
      Call ${un}AskToClose
      Goto again
    ${EndIf}
  FunctionEnd

  ; The last step of a swap: from here on nothing is put back.
  Function ${un}DropOld
    RMDir /r "$INSTDIR\${GONE}"
    Rename "$INSTDIR\${OLD}" "$INSTDIR\${GONE}"
    RMDir /r "$INSTDIR\${GONE}"
    RMDir /r "$INSTDIR\${NEW}"
  FunctionEnd

  Function ${un}DropShortcuts
    Delete "$SMPROGRAMS\${NAME}.lnk"
    Delete "$DESKTOP\${NAME}.lnk"
  FunctionEnd
!macroend
!insertmacro SHARED ""
!insertmacro SHARED "un."

Function .onInit
  SetShellVarContext current
  Call RefuseUnfitWindows
  System::Call 'kernel32::CreateMutex(p 0, i 0, t "BeSmartUseHeartSetup") p .r0 ?e'
  Pop $0
  ${If} $0 = 183 ; it exists: a double click too many
    SetErrorLevel ${ENDED_OPEN}
    Quit
  ${EndIf}
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/LANG=" $1
  ${IfNot} ${Errors}
    StrCpy $LANGUAGE $1
  ${Else}
    !insertmacro MUI_LANGDLL_DISPLAY
  ${EndIf}
FunctionEnd

; Both languages, as none is chosen yet. An x64 app runs on ARM from Windows 11 (build 22000) on.
Function RefuseUnfitWindows
  ${If} ${AtLeastWin10}
  ${AndIf} ${AtLeastBuild} 17763
    ${If} ${IsNativeAMD64}
      Return
    ${ElseIf} ${IsNativeARM64}
    ${AndIf} ${AtLeastBuild} 22000
      Return
    ${EndIf}
  ${EndIf}
  ReadRegStr $0 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion" "ProductName"
  ${WinVerGetBuild} $1
  StrCpy $3 "অন্য ল্যাপটপে ইনস্টল করুন। ক্লাস কাগজে নিয়ে পরে সেই ল্যাপটপে তোলা যায়।"
  StrCpy $4 "Install it on another laptop. A class can be held on paper and entered there later."
  ${If} ${IsNativeAMD64}
    StrCpy $2 "64-bit"
    ${If} ${AtLeastWin10}
      StrCpy $3 "Windows হালনাগাদ করুন, তারপর সেটআপ আবার চালান।"
      StrCpy $4 "Update Windows, then run the setup again."
    ${EndIf}
  ${ElseIf} ${IsNativeARM64}
    StrCpy $2 "ARM"
  ${Else}
    StrCpy $2 "32-bit"
  ${EndIf}
  MessageBox MB_OK|MB_ICONSTOP \
    "এই ল্যাপটপে অ্যাপটি চলবে না।$\r$\nলাগবে: 64-bit Windows 10, সংস্করণ 1809 বা তার পরের; অথবা Windows 11।$\r$\nএখানে আছে: $0, $2 (build $1)।$\r$\n$3$\r$\n$\r$\nThe app cannot run on this laptop.$\r$\nIt needs 64-bit Windows 10, version 1809 or later, or Windows 11.$\r$\nThis is $0, $2 (build $1).$\r$\n$4" /SD IDOK
  SetErrorLevel ${ENDED_UNFIT}
  Quit
FunctionEnd

Section "" APP
  SetDetailsPrint textonly
  DetailPrint "$(UNPACKING)"
  SetDetailsPrint none
  ${IfNot} ${FileExists} "$INSTDIR\BSUH.exe"
  ${AndIfNot} ${FileExists} "$INSTDIR\${OLD}\*"
    !insertmacro EACH_ENTRY REFUSE_FOREIGN
  ${EndIf}
  Call WaitUntilClosed
  Call PutBack
  RMDir /r "$INSTDIR\${GONE}"
  RMDir /r "$INSTDIR\${NEW}"
  Call RefuseFullDisk

  SetErrorLevel ${ENDED_UNWRITTEN} ; until all is in place
  ClearErrors
  SetOutPath "$INSTDIR\${NEW}"
  File /r "${TREE}/*"
  WriteUninstaller "$INSTDIR\${NEW}\uninstall.exe"
  SetOutPath "$INSTDIR" ; nothing is renamed that a process stands in
  ${If} ${Errors}
    Abort
  ${EndIf}

  SetDetailsPrint textonly
  DetailPrint "$(SWAPPING)"
  SetDetailsPrint none
  Call MoveAllAway
  !insertmacro MOVE_AWAY "uninstall.exe"
  !insertmacro MOVE_IN "uninstall.exe"
  !insertmacro EACH_ENTRY MOVE_IN
  ${If} $2 != ""
    Call PutBack
    Abort
  ${EndIf}
  DeleteRegKey HKCU "${OWN_KEY}\entries"
  !insertmacro EACH_ENTRY REMEMBER
  Call DropOld

  Call DropShortcuts
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\BSUH.exe"
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\BSUH.exe"
  !insertmacro EACH_TYPE OPEN_WITH_APP
  ${RefreshShellIcons}
  WriteRegStr HKCU "${OWN_KEY}" "folder" "$INSTDIR"
  WriteRegStr HKCU "${OWN_KEY}" "language" "$LANGUAGE"
  SectionGetSize ${APP} $0
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\BSUH.exe"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${NAME} Desktop contributors"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" $0
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  SetErrorLevel 0
SectionEnd

; The new tree stands beside the old one for a while, so there has to be space for all of it.
Function RefuseFullDisk
  SectionGetSize ${APP} $R0
  IntOp $R0 $R0 / 1024
  IntOp $R0 $R0 + 20
  ${GetRoot} "$INSTDIR" $0
  ClearErrors
  ${DriveSpace} "$0\" "/D=F /S=M" $R1
  ${IfNot} ${Errors}
  ${AndIf} $R1 < $R0
    MessageBox MB_OK|MB_ICONSTOP "$(NO_SPACE)" /SD IDOK
    SetErrorLevel ${ENDED_UNWRITTEN}
    Quit
  ${EndIf}
FunctionEnd

Function .onInstFailed
  RMDir /r "$INSTDIR\${NEW}"
  RMDir "$INSTDIR" ; a folder that was made for nothing
  MessageBox MB_OK|MB_ICONSTOP "$(UNWRITTEN)" /SD IDOK
FunctionEnd

Function un.onInit
  SetShellVarContext current
  !insertmacro MUI_UNGETLANGUAGE
FunctionEnd

; Only what setups wrote, by name: the folder goes when nothing of anybody else's is left in it. The classes' data are elsewhere.
Section "Uninstall"
  SetDetailsPrint textonly
  DetailPrint "$(REMOVING)"
  SetDetailsPrint none
  SetOutPath "$TEMP"
  Call un.WaitUntilClosed
  Call un.PutBack
  Call un.MoveAllAway
  Call un.DropOld
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Call un.DropShortcuts
  !insertmacro EACH_TYPE FORGET_TYPE
  ${RefreshShellIcons}
  DeleteRegKey HKCU "${OWN_KEY}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
SectionEnd

!delfile "${ENTRIES}"
