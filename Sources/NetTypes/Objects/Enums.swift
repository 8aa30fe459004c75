/// The enums scripts name, one line each: `Full.Name[!] Member[=n] …`; `!` marks flags, values count up from the last.
import Engine
import Primitives

extension NetTypes {
  static func registerEnums() { registerEnums(in: enumTable) }
  static func registerEnums(in table: String) {
    for line in table.tableLines {
      guard let head = String(line.utf8.prefix { $0 != 32 })?.parts(at: 58), let first = head.first else { continue }
      let isFlags = head[head.count - 1].utf8.last == 33
      let parts = head
      let name = first.utf8.last == 33 ? String(first.dropLast()) : first
      let underlying = parts.count > 1 ? "System." + parts[1].prefix { $0 != "!" } : "System.Int32"
      TypeTable.register(name) {
        let t = NetType(name, .enum, base: TypeTable.enumType, interfaces: ["System.IComparable", "System.IFormattable", "System.IConvertible"])
        var next: Int64 = 0
        var members: [(String, Int64)] = []
        for w in line.tableWords.dropFirst() {
          let pair = w.parts(at: 61)
          if pair.count == 2 { next = Int64(pair[1]) ?? next }
          members.append((pair[0], next))
          next += 1
        }
        t.enumeration = EnumInfo(members, flags: isFlags, underlying: underlying)
        return t
      }
    }
  }

  private static func info(_ v: Value) throws -> (NetType, EnumInfo) {
    guard case .type(let t) = v.base else { throw nullArgument("enumType") }
    guard let i = t.enumeration else { throw argumentError("Type provided must be an Enum.", param: "enumType") }
    return (t, i)
  }
  static func enumValue(_ t: NetType, _ text: String, ignoreCase: Bool) -> PSEnum? {
    guard let info = t.enumeration else { return nil }
    var total: Int64 = 0
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    if parts.isEmpty { return nil }
    for part in parts {
      let p = part.drop { $0 == " " }
      var name = String(p)
      while name.hasSuffix(" ") { name.removeLast() }
      if let n = Int64(name) { total |= n; continue }
      guard let i = info.names.firstIndex(where: { ignoreCase ? $0.equalsIgnoringCase(name) : $0 == name }) else { return nil }
      total |= info.values[i]
    }
    return PSEnum(t, total)
  }
  /// A value of the enum's underlying type.
  private static func number(_ e: PSEnum) -> Value {
    let u = TypeTable.get(e.type.enumeration?.underlying ?? "System.Int32")
    if u.fullName == "System.UInt64" { return .ulong(UInt64(bitPattern: e.raw)) }
    return Conversion.tryConvert(.long(e.raw), to: u, nil) ?? .int(Int32(truncatingIfNeeded: e.raw))
  }

  static func defineEnum(_ t: NetType) {
    func of(_ v: Value) -> PSEnum? { v.refValue as? PSEnum }
    t.method("int CompareTo(System.Object target)") { v, a, _ in
      guard let e = of(v), !a.at(0).isNull else { return .int(1) }
      guard let o = of(a.at(0)) else {
        throw argumentError("Object must be the same type as the enum. The type passed in was '\(TypeTable.typeOf(a.at(0)).fullName)'; the enum type was '\(e.type.fullName)'.")
      }
      guard o.type === e.type else { throw argumentError("Object must be the same type as the enum. The type passed in was '\(o.type.fullName)'; the enum type was '\(e.type.fullName)'.") }
      // those of small underlying types subtract, as these do
      switch e.type.enumeration?.underlying {
      case "System.Byte", "System.SByte", "System.Int16", "System.UInt16": return .int(Int32(truncatingIfNeeded: e.raw - o.raw))
      default: return .int(e.raw < o.raw ? -1 : e.raw > o.raw ? 1 : 0)
      }
    }
    t.method("bool Equals(System.Object obj)") { v, a, _ in .bool(netEquals(v, a.at(0))) }
    t.property("int value__ {get;set;}") { v, _ in of(v).map { number($0) } ?? .null }
    t.method("int GetHashCode()") { v, _, _ in .int(Int32(truncatingIfNeeded: of(v)?.raw ?? 0)) }
    let codes: [String: Int] = [
      "System.SByte": 5, "System.Byte": 6, "System.Int16": 7, "System.UInt16": 8, "System.Int32": 9, "System.UInt32": 10, "System.Int64": 11, "System.UInt64": 12,
    ]
    t.method("System.TypeCode GetTypeCode()") { v, _, _ in .member("System.TypeCode", codes[of(v)?.type.enumeration?.underlying ?? ""] ?? 9) }
    t.method("bool HasFlag(System.Enum flag)") { v, a, _ in
      guard let e = of(v), let f = of(a.at(0)) ?? of(a.at(0)) else { throw nullArgument("flag") }
      return .bool(e.raw & f.raw == f.raw)
    }
    t.method("string ToString()") { v, _, _ in .str(of(v)?.text() ?? "") }
    func formatted(_ v: Value, _ a: [Value]) throws -> Value {
      guard let e = of(v) else { return .str("") }
      switch a.string(0).lowercased() {
      case "", "g", "f": return .str(e.text())
      case "d": return .str(e.type.enumeration?.underlying == "System.UInt64" ? String(UInt64(bitPattern: e.raw)) : String(e.raw))
      case "x":
        let width = ["System.Byte": 2, "System.SByte": 2, "System.Int16": 4, "System.UInt16": 4, "System.Int64": 16, "System.UInt64": 16][e.type.enumeration?.underlying ?? ""] ?? 8
        let digits = String(UInt64(bitPattern: e.raw), radix: 16, uppercase: true)
        return .str(String((String(repeating: "0", count: 16) + digits).suffix(width)))
      default: throw formatError("Format string can be only \"G\", \"g\", \"X\", \"x\", \"F\", \"f\", \"D\" or \"d\".")
      }
    }
    t.method("string ToString(string format)") { v, a, _ in try formatted(v, a) }
    t.method("string ToString(System.IFormatProvider provider)") { v, _, _ in .str(of(v)?.text() ?? "") }
    t.method("string ToString(string format, System.IFormatProvider provider)") { v, a, _ in try formatted(v, a) }
    t.staticMethod("static string Format(type enumType, System.Object value, string format)") { a, c in
      let (type, _) = try info(a.at(0))
      let e = of(a.at(1)) ?? PSEnum(type, Int64(a.int(1)))
      return try c.callMethod(.other(e), "ToString", [a.at(2)])
    }
    t.staticMethod("static string GetName(type enumType, System.Object value)") { a, _ in
      let (_, i) = try info(a.at(0))
      return i.name(of: Int64(a.int(1))).map { .str($0) } ?? .null
    }
    t.staticMethod("static string[] GetNames(type enumType)") { a, _ in
      let (_, i) = try info(a.at(0))
      return .strings(sorted(i).map { i.names[$0] })
    }
    t.staticMethod("static type GetUnderlyingType(type enumType)") { a, _ in .type(TypeTable.get(try info(a.at(0)).1.underlying)) }
    t.staticMethod("static array GetValues(type enumType)") { a, _ in
      let (type, i) = try info(a.at(0))
      return .array(PSArray(sorted(i).map { .other(PSEnum(type, i.values[$0])) }, of: type))
    }
    t.staticMethod("static array GetValuesAsUnderlyingType(type enumType)") { a, _ in
      let (type, i) = try info(a.at(0))
      return .array(PSArray(sorted(i).map { number(PSEnum(type, i.values[$0])) }, of: TypeTable.get(i.underlying)))
    }
    t.staticMethod("static bool IsDefined(type enumType, System.Object value)") { a, _ in
      let (type, i) = try info(a.at(0))
      if let s = a.at(1).stringValue { return .bool(i.names.contains(s)) }
      if let e = of(a.at(1)), e.type !== type { throw argumentError("Object must be the same type as the enum. The type passed in was '\(e.type.fullName)'; the enum type was '\(type.fullName)'.") }
      let given = TypeTable.typeOf(a.at(1))
      if of(a.at(1)) == nil, given.fullName != i.underlying {
        throw argumentError("Enum underlying type and the object must be same type or object must be a String. Type passed in was '\(given.fullName)'; the enum underlying type was '\(i.underlying)'.")
      }
      return .bool(i.values.contains(Int64(a.int(1))))
    }
    func parse(_ a: [Value], ignoreCase: Bool) throws -> Value {
      let (type, _) = try info(a.at(0))
      let s = a.string(1)
      if s.utf16.allSatisfy(isWhite) { throw argumentError("Must specify valid information for parsing in the string.", param: "value") }
      guard let e = enumValue(type, s, ignoreCase: ignoreCase) else { throw argumentError("Requested value '\(s)' was not found.") }
      return .other(e)
    }
    t.staticMethod("static System.Object Parse(type enumType, string value)") { a, _ in try parse(a, ignoreCase: false) }
    t.staticMethod("static System.Object Parse(type enumType, string value, bool ignoreCase)") { a, _ in try parse(a, ignoreCase: a.bool(2)) }
    func tryParse(_ a: [Value], _ ignoreCase: Bool, _ at: Int, _ c: ExecutionContext) throws -> Value {
      guard case .type(let type) = a.at(0).base else { return .no }
      let e = enumValue(type, a.string(1), ignoreCase: ignoreCase)
      try a.setReference(at, .other(e ?? PSEnum(type, 0)), c)
      return .bool(e != nil)
    }
    t.staticMethod("static bool TryFormat(System.Enum value, System.Span[char] destination, [ref] int charsWritten, System.ReadOnlySpan[char] format)") { _, _ in
      throw notSupported("Spans cannot be made here.")
    }
    t.staticMethod("static bool TryParse(type enumType, string value, [ref] System.Object result)") { a, c in try tryParse(a, false, 2, c) }
    t.staticMethod("static bool TryParse(type enumType, string value, bool ignoreCase, [ref] System.Object result)") { a, c in try tryParse(a, a.bool(2), 3, c) }
    // Here the variable behind the reference says which enumeration is meant.
    func tryParseInto(_ a: [Value], _ ignoreCase: Bool, _ at: Int, _ c: ExecutionContext) throws -> Value {
      guard let e = of(try c.property(a.at(at), "Value") ?? .null) else {
        throw TerminatingError.noOverload("TryParse", at + 1)
      }
      return try tryParse([.type(e.type)] + a, ignoreCase, at + 1, c)
    }
    t.staticMethod("static bool TryParse[TEnum](string value, [ref] TEnum result)") { a, c in try tryParseInto(a, false, 1, c) }
    t.staticMethod("static bool TryParse[TEnum](string value, bool ignoreCase, [ref] TEnum result)") { a, c in try tryParseInto(a, a.bool(1), 2, c) }
    t.staticMethod("static System.Object ToObject(type enumType, System.Object value)") { a, _ in
      let (type, _) = try info(a.at(0))
      return .other(PSEnum(type, Int64(a.int(1))))
    }
  }
  /// Members by value as unsigned numbers, as .NET lists them.
  private static func sorted(_ i: EnumInfo) -> [Int] {
    i.values.indices.sorted { (UInt64(bitPattern: i.values[$0]), $0) < (UInt64(bitPattern: i.values[$1]), $1) }
  }
}

private let enumTable = """
System.Reflection.ProcessorArchitecture None MSIL X86 IA64 Amd64 Arm
System.Management.Automation.Platform+XDG_Type CONFIG CACHE DATA USER_MODULES SHARED_MODULES DEFAULT
System.Management.Automation.Platform+Unix+ItemType Directory File SymbolicLink BlockDevice CharacterDevice NamedPipe Socket
System.Management.Automation.DebugModes! None Default LocalScript RemoteScript=4
System.Management.Automation.RunspaceMode CurrentRunspace NewRunspace
System.Management.Automation.SessionCapabilities! RemoteServer=1 Language=4
System.Management.Automation.Runspaces.PipelineState NotStarted Running Stopping Stopped Completed Failed Disconnected
System.Management.Automation.ResolutionPurpose Encryption Decryption
System.Diagnostics.TraceOptions! None LogicalOperationStack DateTime Timestamp=4 ProcessId=8 ThreadId=16 Callstack=32
System.Security.Cryptography.X509Certificates.StoreName AddressBook=1 AuthRoot CertificateAuthority Disallowed My Root TrustedPeople TrustedPublisher
System.Security.Cryptography.X509Certificates.StoreLocation CurrentUser=1 LocalMachine
System.Security.Cryptography.X509Certificates.OpenFlags! ReadOnly ReadWrite MaxAllowed OpenExistingOnly=4 IncludeArchived=8
System.Security.AccessControl.AccessControlType Allow Deny
System.Security.AccessControl.FileSystemRights! ListDirectory=1 ReadData=1 CreateFiles=2 WriteData=2 AppendData=4 CreateDirectories=4 \
  ReadExtendedAttributes=8 WriteExtendedAttributes=16 ExecuteFile=32 Traverse=32 DeleteSubdirectoriesAndFiles=64 ReadAttributes=128 \
  WriteAttributes=256 Write=278 Delete=65536 ReadPermissions=131072 Read=131209 ReadAndExecute=131241 Modify=197055 ChangePermissions=262144 \
  TakeOwnership=524288 Synchronize=1048576 FullControl=2032127
Microsoft.Win32.RegistryHive ClassesRoot=-2147483648 CurrentUser LocalMachine Users PerformanceData CurrentConfig=-2147483643
System.Security.AccessControl.AceFlags! None ObjectInherit ContainerInherit NoPropagateInherit=4 InheritOnly=8 InheritanceFlags=15 Inherited SuccessfulAccess=64 FailedAccess=128 AuditFlags=192
System.Security.AccessControl.PropagationFlags! None NoPropagateInherit InheritOnly
System.Security.AccessControl.InheritanceFlags! None ContainerInherit ObjectInherit
System.Security.AccessControl.AccessControlSections! None Audit Access Owner=4 Group=8 All=15
System.DayOfWeek Sunday Monday Tuesday Wednesday Thursday Friday Saturday
System.StringComparison CurrentCulture CurrentCultureIgnoreCase InvariantCulture InvariantCultureIgnoreCase Ordinal OrdinalIgnoreCase
System.StringSplitOptions! None RemoveEmptyEntries TrimEntries
System.TypeCode Empty Object DBNull Boolean Char SByte Byte Int16 UInt16 Int32 UInt32 Int64 UInt64 Single Double Decimal DateTime String=18
Microsoft.Win32.RegistryValueKind None=-1 Unknown=0 String ExpandString Binary DWord MultiString=7 QWord=11
System.ConsoleColor Black DarkBlue DarkGreen DarkCyan DarkRed DarkMagenta DarkYellow Gray DarkGray Blue Green Cyan Red Magenta Yellow White
System.ConsoleModifiers! None Alt Shift Control=4
System.DateTimeKind Unspecified Utc Local
System.MidpointRounding ToEven AwayFromZero ToZero ToNegativeInfinity ToPositiveInfinity
System.Base64FormattingOptions! None InsertLineBreaks
System.PlatformID Win32S Win32Windows Win32NT WinCE Unix Xbox MacOSX Other
System.UriKind RelativeOrAbsolute Absolute Relative
System.UriHostNameType Unknown Basic Dns IPv4 IPv6
System.UriPartial Scheme Authority Path Query
System.UriFormat UriEscaped=1 Unescaped SafeUnescaped
System.UriComponents! Scheme=1 UserInfo=2 Host=4 Port=8 SchemeAndServer=13 Path=16 Query=32 PathAndQuery=48 HttpRequestUrl=61 Fragment=64 AbsoluteUri=127 StrongPort=128 HostAndPort=132 StrongAuthority=134 NormalizedHost=256 KeepDelimiter=1073741824 SerializationInfoString=-2147483648
System.EnvironmentVariableTarget Process User Machine
System.AttributeTargets! Assembly=1 Module=2 Class=4 Struct=8 Enum=16 Constructor=32 Method=64 Property=128 Field=256 Event=512 Interface=1024 Parameter=2048 Delegate=4096 ReturnValue=8192 GenericParameter=16384 All=32767
System.Environment+SpecialFolder Desktop=0 Programs=2 MyDocuments=5 Personal=5 Favorites=6 Startup=7 Recent=8 SendTo=9 StartMenu=11 MyMusic=13 MyVideos=14 DesktopDirectory=16 MyComputer=17 NetworkShortcuts=19 Fonts=20 Templates=21 CommonStartMenu=22 CommonPrograms=23 CommonStartup=24 CommonDesktopDirectory=25 ApplicationData=26 PrinterShortcuts=27 LocalApplicationData=28 InternetCache=32 Cookies=33 History=34 CommonApplicationData=35 Windows=36 System=37 ProgramFiles=38 MyPictures=39 UserProfile=40 SystemX86=41 ProgramFilesX86=42 CommonProgramFiles=43 CommonProgramFilesX86=44 CommonTemplates=45 CommonDocuments=46 CommonAdminTools=47 AdminTools=48 CommonMusic=53 CommonPictures=54 CommonVideos=55 Resources=56 LocalizedResources=57 CommonOemLinks=58 CDBurning=59
System.Environment+SpecialFolderOption None=0 DoNotVerify=16384 Create=32768
System.GCCollectionMode Default Forced Optimized Aggressive
System.ConsoleKey None Backspace=8 Tab Clear=12 Enter Pause=19 Escape=27 Spacebar=32 PageUp PageDown End Home LeftArrow UpArrow RightArrow DownArrow \
  Select Print Execute PrintScreen Insert Delete Help D0 D1 D2 D3 D4 D5 D6 D7 D8 D9 A=65 B C D E F G H I J K L M N O P Q R S T U V W X Y Z LeftWindows \
  RightWindows Applications Sleep=95 NumPad0 NumPad1 NumPad2 NumPad3 NumPad4 NumPad5 NumPad6 NumPad7 NumPad8 NumPad9 Multiply Add Separator Subtract \
  Decimal Divide F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12 F13 F14 F15 F16 F17 F18 F19 F20 F21 F22 F23 F24 BrowserBack=166 BrowserForward BrowserRefresh \
  BrowserStop BrowserSearch BrowserFavorites BrowserHome VolumeMute VolumeDown VolumeUp MediaNext MediaPrevious MediaStop MediaPlay LaunchMail \
  LaunchMediaSelect LaunchApp1 LaunchApp2 Oem1=186 OemPlus OemComma OemMinus OemPeriod Oem2 Oem3 Oem4=219 Oem5 Oem6 Oem7 Oem8 Oem102=226 Process=229 \
  Packet=231 Attention=246 CrSel ExSel EraseEndOfFile Play Zoom NoName Pa1 OemClear
System.Text.NormalizationForm FormC=1 FormD=2 FormKC=5 FormKD=6
System.Text.RegularExpressions.RegexOptions! None=0 IgnoreCase=1 Multiline=2 ExplicitCapture=4 Compiled=8 Singleline=16 IgnorePatternWhitespace=32 RightToLeft=64 ECMAScript=256 CultureInvariant=512 NonBacktracking=1024
System.Text.RegularExpressions.RegexParseError Unknown AlternationHasTooManyConditions AlternationHasMalformedCondition InvalidUnicodePropertyEscape \
  MalformedUnicodePropertyEscape UnrecognizedEscape UnrecognizedControlCharacter MissingControlCharacter InsufficientOrInvalidHexDigits \
  QuantifierOrCaptureGroupOutOfRange UndefinedNamedReference UndefinedNumberedReference MalformedNamedReference UnescapedEndingBackslash \
  UnterminatedComment InvalidGroupingConstruct AlternationHasNamedCapture AlternationHasComment AlternationHasMalformedReference \
  AlternationHasUndefinedReference CaptureGroupNameInvalid CaptureGroupOfZero UnterminatedBracket ExclusionGroupNotLast ReversedCharacterRange \
  ShorthandClassInCharacterRange InsufficientClosingParentheses ReversedQuantifierRange NestedQuantifiersNotParenthesized QuantifierAfterNothing \
  InsufficientOpeningParentheses UnrecognizedUnicodeProperty
System.Globalization.NumberStyles! None=0 AllowLeadingWhite=1 AllowTrailingWhite=2 AllowLeadingSign=4 Integer=7 AllowTrailingSign=8 AllowParentheses=16 AllowDecimalPoint=32 AllowThousands=64 Number=111 AllowExponent=128 Float=167 AllowCurrencySymbol=256 Currency=383 Any=511 AllowHexSpecifier=512 HexNumber=515 AllowBinarySpecifier=1024 BinaryNumber=1027
System.Globalization.DateTimeStyles! None=0 AllowLeadingWhite=1 AllowTrailingWhite=2 AllowInnerWhite=4 AllowWhiteSpaces=7 NoCurrentDateDefault=8 AdjustToUniversal=16 AssumeLocal=32 AssumeUniversal=64 RoundtripKind=128
System.Globalization.TimeSpanStyles! None AssumeNegative
System.Globalization.CompareOptions! None=0 IgnoreCase=1 IgnoreNonSpace=2 IgnoreSymbols=4 IgnoreKanaType=8 IgnoreWidth=16 NumericOrdering=32 OrdinalIgnoreCase=268435456 StringSort=536870912 Ordinal=1073741824
System.Reflection.TypeAttributes! NotPublic=0 AutoLayout=0 AnsiClass=0 Class=0 Public=1 NestedPublic=2 NestedPrivate=3 NestedFamily=4 NestedAssembly=5 NestedFamANDAssem=6 VisibilityMask=7 NestedFamORAssem=7 SequentialLayout=8 ExplicitLayout=16 LayoutMask=24 Interface=32 ClassSemanticsMask=32 Abstract=128 Sealed=256 SpecialName=1024 RTSpecialName=2048 Import=4096 Serializable=8192 WindowsRuntime=16384 UnicodeClass=65536 AutoClass=131072 StringFormatMask=196608 CustomFormatClass=196608 HasSecurity=262144 ReservedMask=264192 BeforeFieldInit=1048576 CustomFormatMask=12582912
System.Globalization.DigitShapes Context None NativeNational
System.Globalization.CultureTypes! NeutralCultures=1 SpecificCultures=2 InstalledWin32Cultures=4 AllCultures=7 UserCustomCulture=8 ReplacementCultures=16 WindowsOnlyCultures=32 FrameworkCultures=64
System.Globalization.CalendarWeekRule FirstDay FirstFullWeek FirstFourDayWeek
System.Globalization.CalendarAlgorithmType Unknown SolarCalendar LunarCalendar LunisolarCalendar
System.Globalization.GregorianCalendarTypes Localized=1 USEnglish=2 MiddleEastFrench=9 Arabic TransliteratedEnglish TransliteratedFrench
System.Globalization.UnicodeCategory UppercaseLetter LowercaseLetter TitlecaseLetter ModifierLetter OtherLetter NonSpacingMark SpacingCombiningMark EnclosingMark DecimalDigitNumber LetterNumber OtherNumber SpaceSeparator LineSeparator ParagraphSeparator Control Format Surrogate PrivateUse ConnectorPunctuation DashPunctuation OpenPunctuation ClosePunctuation InitialQuotePunctuation FinalQuotePunctuation OtherPunctuation MathSymbol CurrencySymbol ModifierSymbol OtherSymbol OtherNotAssigned
System.IO.FileMode CreateNew=1 Create Open OpenOrCreate Truncate Append
System.IO.FileAccess! Read=1 Write=2 ReadWrite=3
System.IO.FileShare! None=0 Read=1 Write=2 ReadWrite=3 Delete=4 Inheritable=16
System.IO.FileAttributes! None=0 ReadOnly=1 Hidden=2 System=4 Directory=16 Archive=32 Device=64 Normal=128 Temporary=256 SparseFile=512 ReparsePoint=1024 Compressed=2048 Offline=4096 NotContentIndexed=8192 Encrypted=16384 IntegrityStream=32768 NoScrubData=131072
System.IO.SeekOrigin Begin Current End
System.IO.SearchOption TopDirectoryOnly AllDirectories
System.IO.UnixFileMode! None=0 OtherExecute=1 OtherWrite=2 OtherRead=4 GroupExecute=8 GroupWrite=16 GroupRead=32 UserExecute=64 UserWrite=128 UserRead=256 StickyBit=512 SetGroup=1024 SetUser=2048
System.IO.DriveType Unknown NoRootDirectory Removable Fixed Network CDRom Ram
System.IO.MatchCasing PlatformDefault CaseSensitive CaseInsensitive
System.IO.Compression.CompressionLevel Optimal Fastest NoCompression SmallestSize
System.Collections.Specialized.NotifyCollectionChangedAction Add Remove Replace Move Reset
System.ComponentModel.ListSortDirection Ascending Descending
System.Diagnostics.ThreadPriorityLevel TimeCritical=15 Highest=2 AboveNormal=1 Normal=0 BelowNormal=-1 Lowest=-2 Idle=-15
System.Diagnostics.ThreadState Initialized=0 Ready=1 Running=2 Standby=3 Terminated=4 Wait=5 Transition=6 Unknown=7
System.Diagnostics.ThreadWaitReason Executive=0 FreePage=1 PageIn=2 SystemAllocation=3 ExecutionDelay=4 Suspended=5 UserRequest=6 EventPairHigh=7 EventPairLow=8 LpcReceive=9 LpcReply=10 VirtualMemory=11 PageOut=12 Unknown=13
System.Diagnostics.ProcessPriorityClass Normal=32 Idle=64 High=128 RealTime=256 BelowNormal=16384 AboveNormal=32768
System.Diagnostics.ProcessWindowStyle Normal Hidden Minimized Maximized
System.Net.HttpStatusCode Continue=100 SwitchingProtocols Processing EarlyHints OK=200 Created Accepted NonAuthoritativeInformation NoContent \
  ResetContent PartialContent MultiStatus AlreadyReported IMUsed=226 MultipleChoices=300 Ambiguous=300 MovedPermanently Moved=301 Found Redirect=302 \
  SeeOther RedirectMethod=303 NotModified UseProxy Unused TemporaryRedirect RedirectKeepVerb=307 PermanentRedirect BadRequest=400 Unauthorized \
  PaymentRequired Forbidden NotFound MethodNotAllowed NotAcceptable ProxyAuthenticationRequired RequestTimeout Conflict Gone LengthRequired \
  PreconditionFailed RequestEntityTooLarge RequestUriTooLong UnsupportedMediaType RequestedRangeNotSatisfiable ExpectationFailed \
  MisdirectedRequest=421 UnprocessableEntity UnprocessableContent=422 Locked FailedDependency UpgradeRequired=426 PreconditionRequired=428 \
  TooManyRequests RequestHeaderFieldsTooLarge=431 UnavailableForLegalReasons=451 InternalServerError=500 NotImplemented BadGateway ServiceUnavailable \
  GatewayTimeout HttpVersionNotSupported VariantAlsoNegotiates InsufficientStorage LoopDetected NotExtended=510 NetworkAuthenticationRequired
System.Net.Security.SslPolicyErrors! None=0 RemoteCertificateNotAvailable=1 RemoteCertificateNameMismatch=2 RemoteCertificateChainErrors=4
System.Security.Authentication.SslProtocols! None=0 Ssl2=12 Ssl3=48 Tls=192 Default=240 Tls11=768 Tls12=3072 Tls13=12288
System.Security.Cryptography.X509Certificates.X509ChainStatusFlags! NoError=0 NotTimeValid=1 NotTimeNested=2 Revoked=4 NotSignatureValid=8 NotValidForUsage=16 UntrustedRoot=32 \
  RevocationStatusUnknown=64 Cyclic=128 InvalidExtension=256 InvalidPolicyConstraints=512 InvalidBasicConstraints=1024 InvalidNameConstraints=2048 \
  HasNotSupportedNameConstraint=4096 HasNotDefinedNameConstraint=8192 HasNotPermittedNameConstraint=16384 HasExcludedNameConstraint=32768 PartialChain=65536 \
  CtlNotTimeValid=131072 CtlNotSignatureValid=262144 CtlNotValidForUsage=524288 HasWeakSignature=1048576 OfflineRevocation=16777216 NoIssuanceChainPolicy=33554432 \
  ExplicitDistrust=67108864 HasNotSupportedCriticalExtension=134217728
System.Net.SecurityProtocolType! SystemDefault=0 Ssl3=48 Tls=192 Tls11=768 Tls12=3072 Tls13=12288
System.Net.Sockets.AddressFamily Unspecified Unix InterNetwork ImpLink Pup Chaos NS Ipx=6 Iso Osi=7 Ecma DataKit Ccitt Sna DecNet DataLink Lat \
  HyperChannel AppleTalk NetBios VoiceView FireFox Banyan=21 Atm InterNetworkV6 Cluster Ieee12844 Irda NetworkDesigners=28 Max Packet=65536 \
  ControllerAreaNetwork Unknown=-1
System.Net.Sockets.ProtocolType IP IPv6HopByHopOptions=0 Unspecified=0 Icmp Igmp Ggp IPv4 Tcp=6 Pup=12 Udp=17 Idp=22 IPv6=41 IPv6RoutingHeader=43 \
  IPv6FragmentHeader IPSecEncapsulatingSecurityPayload=50 IPSecAuthenticationHeader IcmpV6=58 IPv6NoNextHeader IPv6DestinationOptions ND=77 Raw=255 \
  Ipx=1000 Spx=1256 SpxII Unknown=-1
System.Net.Sockets.SocketType Stream=1 Dgram Raw Rdm Seqpacket Unknown=-1
System.Reflection.BindingFlags! Default IgnoreCase DeclaredOnly Instance=4 Static=8 Public=16 NonPublic=32 FlattenHierarchy=64 InvokeMethod=256 \
  CreateInstance=512 GetField=1024 SetField=2048 GetProperty=4096 SetProperty=8192 PutDispProperty=16384 PutRefDispProperty=32768 ExactBinding=65536 \
  SuppressChangeType=131072 OptionalParamBinding=262144 IgnoreReturn=16777216 DoNotWrapExceptions=33554432
System.Diagnostics.SourceLevels! Off=0 Critical=1 Error=3 Warning=7 Information=15 Verbose=31 ActivityTracing=65280 All=-1
System.Threading.LazyThreadSafetyMode None PublicationOnly ExecutionAndPublication
System.Reflection.AssemblyContentType Default WindowsRuntime
System.Reflection.AssemblyNameFlags! None=0 PublicKey=1 Retargetable=256 EnableJITcompileOptimizer=16384 EnableJITcompileTracking=32768
System.Reflection.GenericParameterAttributes! None=0 Covariant=1 Contravariant=2 VarianceMask=3 ReferenceTypeConstraint=4 NotNullableValueTypeConstraint=8 DefaultConstructorConstraint=16 SpecialConstraintMask=28 AllowByRefLike=32
System.Security.SecurityRuleSet:Byte None Level1 Level2
System.Reflection.CallingConventions! Standard=1 VarArgs=2 Any=3 HasThis=32 ExplicitThis=64
System.Reflection.FieldAttributes! PrivateScope=0 Private=1 FamANDAssem=2 Assembly=3 Family=4 FamORAssem=5 Public=6 FieldAccessMask=7 Static=16 InitOnly=32 Literal=64 NotSerialized=128 HasFieldRVA=256 SpecialName=512 RTSpecialName=1024 HasFieldMarshal=4096 PinvokeImpl=8192 HasDefault=32768 ReservedMask=38144
System.Reflection.MethodAttributes! PrivateScope=0 ReuseSlot=0 Private=1 FamANDAssem=2 Assembly=3 Family=4 FamORAssem=5 Public=6 MemberAccessMask=7 UnmanagedExport=8 Static=16 Final=32 Virtual=64 HideBySig=128 VtableLayoutMask=256 NewSlot=256 CheckAccessOnOverride=512 Abstract=1024 SpecialName=2048 RTSpecialName=4096 PinvokeImpl=8192 HasSecurity=16384 RequireSecObject=32768 ReservedMask=53248
System.Reflection.ParameterAttributes! None=0 In=1 Out=2 Lcid=4 Retval=8 Optional=16 HasDefault=4096 HasFieldMarshal=8192 Reserved3=16384 Reserved4=32768 ReservedMask=61440
System.Reflection.PropertyAttributes! None=0 SpecialName=512 RTSpecialName=1024 HasDefault=4096 Reserved2=8192 Reserved3=16384 Reserved4=32768 ReservedMask=62464
System.Reflection.MemberTypes! Constructor=1 Event=2 Field=4 Method=8 Property=16 TypeInfo=32 Custom=64 NestedType=128 All=191
System.Runtime.InteropServices.Architecture X86 X64 Arm Arm64 Wasm S390x LoongArch64 Armv6 Ppc64le RiscV64
System.Security.Principal.WindowsBuiltInRole Administrator=544 User Guest PowerUser AccountOperator SystemOperator PrintOperator BackupOperator \
  Replicator
System.Security.Cryptography.CipherMode CBC=1 ECB OFB CFB CTS
System.Threading.ApartmentState STA MTA Unknown
System.ComponentModel.InheritanceLevel Inherited=1 InheritedReadOnly NotInherited
System.Diagnostics.ThreadState Initialized Ready Running Standby Terminated Wait Transition Unknown
System.Threading.ThreadState! Running=0 StopRequested=1 SuspendRequested=2 Background=4 Unstarted=8 Stopped=16 WaitSleepJoin=32 Suspended=64 AbortRequested=128 Aborted=256
System.Threading.ThreadPriority Lowest BelowNormal Normal AboveNormal Highest
System.Xml.Schema.XmlSchemaValidity NotKnown Valid Invalid
System.Xml.XmlNodeType None Element Attribute Text CDATA EntityReference Entity ProcessingInstruction Comment Document DocumentType DocumentFragment Notation Whitespace SignificantWhitespace EndElement EndEntity XmlDeclaration
System.Xml.Formatting None Indented
System.Xml.NewLineHandling Replace Entitize None
System.Management.Automation.ActionPreference SilentlyContinue Stop Continue Inquire Ignore Suspend Break
System.Management.Automation.ErrorCategory NotSpecified OpenError CloseError DeviceError DeadlockDetected InvalidArgument InvalidData InvalidOperation InvalidResult InvalidType MetadataError NotImplemented NotInstalled ObjectNotFound OperationStopped OperationTimeout SyntaxError ParserError PermissionDenied ResourceBusy ResourceExists ResourceUnavailable ReadError WriteError FromStdErr SecurityError ProtocolError ConnectionError AuthenticationError LimitsExceeded QuotaExceeded NotEnabled
System.Management.Automation.ConfirmImpact None Low Medium High
System.Management.Automation.CommandTypes! Alias=1 Function=2 Filter=4 Cmdlet=8 ExternalScript=16 Application=32 Script=64 Configuration=256 All=383
System.Management.Automation.PSMemberTypes! AliasProperty=1 CodeProperty=2 Property=4 NoteProperty=8 ScriptProperty=16 Properties=31 PropertySet=32 Method=64 CodeMethod=128 ScriptMethod=256 Methods=448 ParameterizedProperty=512 MemberSet=1024 Event=2048 Dynamic=4096 InferredProperty=8192 All=16383
System.Management.Automation.PSMemberViewTypes! Extended=1 Adapted=2 Base=4 All=7
System.Management.Automation.ScopedItemOptions! None=0 ReadOnly=1 Constant=2 Private=4 AllScope=8 Unspecified=16
System.Management.Automation.SessionStateEntryVisibility Public Private
System.Management.Automation.PSTraceSourceOptions! None=0 Constructor=1 Dispose=2 Finalizer=4 Method=8 Property=16 Delegates=32 Events=64 Exception=128 Lock=256 Error=512 Errors=640 Warning=1024 Verbose=2048 WriteLine=4096 Data=6167 Scope=8192 ExecutionFlow=8303 Assert=16384 All=32767
Microsoft.PowerShell.Commands.Language CSharp
Microsoft.PowerShell.Commands.OutputAssemblyType Library ConsoleApplication WindowsApplication
System.Management.Automation.DSCResourceRunAsCredential Default Optional=0 NotSupported Mandatory
System.Management.Automation.ExperimentAction None Hide Show
System.Management.Automation.PSCredentialTypes! Generic=1 Domain=2 Default=3
System.Management.Automation.PSLanguageMode FullLanguage RestrictedLanguage NoLanguage ConstrainedLanguage
System.Management.Automation.CommandOrigin Runspace Internal
System.Management.Automation.CompletionResultType Text History Command ProviderItem ProviderContainer Property Method ParameterName ParameterValue Variable Namespace Type Keyword DynamicKeyword
System.Management.Automation.ModuleType Script Binary Manifest Cim
System.Management.Automation.ModuleAccessMode ReadWrite ReadOnly Constant
System.Management.Automation.JobState NotStarted Running Completed Failed Stopped Blocked Suspended Disconnected Suspending Stopping AtBreakpoint
System.Management.Automation.VariableAccessMode Read Write ReadWrite
System.Management.Automation.WildcardOptions! None=0 Compiled=1 IgnoreCase=2 CultureInvariant=4
System.Management.Automation.PSTokenType Unknown Command CommandParameter CommandArgument Number String Variable Member LoopLabel Attribute Type Operator GroupStart GroupEnd Keyword Comment StatementSeparator NewLine LineContinuation Position
System.Management.Automation.SplitOptions! SimpleMatch=1 RegexMatch=2 CultureInvariant=4 IgnorePatternWhitespace=8 Multiline=16 Singleline=32 IgnoreCase=64 ExplicitCapture=128
System.Management.Automation.PSCredentialUIOptions! None=0 Default=1 ValidateUserNameSyntax=1 AlwaysPrompt=2 ReadOnlyUserName=3
System.Management.Automation.OutputRendering Host PlainText Ansi
System.Management.Automation.ProgressView Minimal Classic
System.Management.Automation.ErrorView NormalView CategoryView ConciseView DetailedView
System.Management.Automation.ProgressRecordType Processing Completed
Microsoft.PowerShell.Commands.UpdateHelpScope CurrentUser AllUsers
System.Management.Automation.RemotingCapability None PowerShell SupportedByCommand OwnedByCommand
System.Management.Automation.Alignment Undefined Left Center Right
System.Management.Automation.PSInvocationState NotStarted Running Stopping Stopped Completed Failed Disconnected
System.Management.Automation.Runspaces.OutputBufferingMode None Drop Block
System.Management.Automation.Runspaces.AuthenticationMechanism Default Basic Negotiate NegotiateWithImplicitCredential Credssp Digest Kerberos
Microsoft.PowerShell.Commands.SessionFilterState All Opened Disconnected Closed Broken
System.Management.Automation.Remoting.SessionType Empty RestrictedRemoteServer Default
Microsoft.PowerShell.Commands.WebAuthenticationType None Basic Bearer OAuth
Microsoft.PowerShell.Commands.WebSslProtocol! Default Tls=3072 Tls11=3072 Tls12=3072 Tls13=12288
System.Management.Automation.Configuration.ConfigScope AllUsers CurrentUser
System.Management.Automation.Subsystem.SubsystemKind! CommandPredictor=1 CrossPlatformDsc FeedbackProvider=4
System.Management.Automation.Runspaces.RunspaceState BeforeOpen Opening Opened Closed Closing Broken Disconnecting Disconnected Connecting
System.Management.Automation.Language.TokenFlags! None BinaryPrecedenceLogical BinaryPrecedenceBitwise BinaryPrecedenceComparison=5 \
  BinaryPrecedenceCoalesce=7 BinaryPrecedenceAdd=9 BinaryPrecedenceMultiply BinaryPrecedenceFormat=12 BinaryPrecedenceRange BinaryPrecedenceMask=15 \
  Keyword ScriptBlockBlockName=32 BinaryOperator=256 UnaryOperator=512 CaseSensitiveOperator=1024 TernaryOperator=2048 SpecialOperator=4096 \
  AssignmentOperator=8192 ParseModeInvariant=32768 TokenInError=65536 DisallowedInRestrictedMode=131072 PrefixOrPostfixOperator=262144 \
  CommandName=524288 MemberName=1048576 TypeName=2097152 AttributeName=4194304 CanConstantFold=8388608 StatementDoesntSupportAttributes=16777216
System.Management.Automation.Language.StringConstantType SingleQuoted SingleQuotedHereString DoubleQuoted DoubleQuotedHereString BareWord
System.Management.Automation.Language.RedirectionStream All Output Error Warning Verbose Debug Information
System.Management.Automation.Language.SwitchFlags! None=0 File=1 Regex=2 Wildcard=4 Exact=8 CaseSensitive=16 Parallel=32
System.Management.Automation.Language.ForEachFlags! None=0 Parallel=1
System.Management.Automation.ValidateRangeKind Positive NonNegative Negative NonPositive
System.Management.Automation.Tracing.PowerShellTraceKeywords:UInt64! None=0 Runspace=1 Pipeline=2 Protocol=4 Transport=8 Host=16 Cmdlets=32 Serializer=64 Session=128 ManagedPlugIn=256 \
UseAlwaysDebug=2305843009213693952 UseAlwaysAnalytic=4611686018427387904 UseAlwaysOperational=-9223372036854775808
Microsoft.PowerShell.ExecutionPolicy Unrestricted=0 RemoteSigned=1 AllSigned=2 Restricted=3 Default=3 Bypass=4 Undefined=5
Microsoft.PowerShell.ExecutionPolicyScope Process CurrentUser LocalMachine UserPolicy MachinePolicy
Microsoft.PowerShell.Commands.OpenMode Add New Overwrite
Microsoft.PowerShell.Commands.WebRequestMethod Default Get Head Post Put Delete Trace Options Merge Patch
"""
