/// The order in which objects show their properties where it is not the one their types' members are declared in here:
/// that of .NET's reflection, as Select-Object, Format-List and Get-Member without -Force go by it.
///
/// Source: `PSObject.Properties` of PowerShell 7.6.5.
import Engine

enum PropertyOrder {
  /// To be called when all modules have added their members.
  static func install() {
    for (type, names) in table {
      TypeTable.extend(type) { t in
        t.arrangeMembers { t in
          let names = names.split(separator: " ").map(String.init)
          t.redeclare(names)
          t.orderProperties(names)
        }
      }
    }
  }

  private static let table: [(type: String, names: String)] = [
    ("System.Collections.BitArray", "Length Count SyncRoot IsSynchronized IsReadOnly"),
    ("System.Collections.Concurrent.ConcurrentBag`1", "Count IsEmpty SyncRoot IsSynchronized"),
    ("System.Collections.Concurrent.ConcurrentDictionary`2", "Comparer Count IsEmpty Keys Values IsReadOnly IsFixedSize SyncRoot IsSynchronized"),
    ("System.Collections.Concurrent.ConcurrentQueue`1", "IsEmpty Count SyncRoot IsSynchronized"),
    ("System.Collections.Concurrent.ConcurrentStack`1", "IsEmpty Count SyncRoot IsSynchronized"),
    ("System.Collections.Generic.Dictionary`2", "Comparer Count Capacity Keys Values IsReadOnly IsFixedSize SyncRoot IsSynchronized"),
    ("System.Collections.Generic.HashSet`1", "Count Capacity Comparer IsReadOnly"),
    ("System.Collections.Generic.LinkedList`1", "Count First Last IsReadOnly SyncRoot IsSynchronized"),
    ("System.Collections.Generic.List`1", "Capacity Count IsReadOnly IsFixedSize SyncRoot IsSynchronized"),
    ("System.Collections.Generic.Queue`1", "Count Capacity SyncRoot IsSynchronized"),
    ("System.Collections.Generic.SortedDictionary`2", "Count Comparer Keys Values IsReadOnly IsFixedSize SyncRoot IsSynchronized"),
    ("System.Collections.Generic.SortedList`2", "Capacity Comparer Count Keys Values IsReadOnly IsFixedSize SyncRoot IsSynchronized"),
    ("System.Collections.Generic.SortedSet`1", "Count Comparer Min Max IsReadOnly SyncRoot IsSynchronized"),
    ("System.Collections.Generic.Stack`1", "Count Capacity SyncRoot IsSynchronized"),
    ("System.Collections.ListDictionaryInternal", "Count Keys IsReadOnly IsFixedSize IsSynchronized SyncRoot Values"),
    ("System.Collections.SortedList", "Capacity Count Keys Values IsReadOnly IsFixedSize IsSynchronized SyncRoot"),
    ("System.Collections.Specialized.HybridDictionary", "Count Keys IsReadOnly IsFixedSize IsSynchronized SyncRoot Values"),
    ("System.Collections.Specialized.ListDictionary", "Count Keys IsReadOnly IsFixedSize IsSynchronized SyncRoot Values"),
    ("System.Collections.Specialized.OrderedDictionary", "Count IsReadOnly Keys Values IsFixedSize SyncRoot IsSynchronized"),
    (
      "System.Diagnostics.Process",
      """
      SafeHandle Handle BasePriority ExitCode HasExited StartTime ExitTime Id MachineName MaxWorkingSet MinWorkingSet Modules \
      NonpagedSystemMemorySize64 NonpagedSystemMemorySize PagedMemorySize64 PagedMemorySize PagedSystemMemorySize64 PagedSystemMemorySize \
      PeakPagedMemorySize64 PeakPagedMemorySize PeakWorkingSet64 PeakWorkingSet PeakVirtualMemorySize64 PeakVirtualMemorySize PriorityBoostEnabled \
      PriorityClass PrivateMemorySize64 PrivateMemorySize ProcessorAffinity SessionId StartInfo Threads HandleCount VirtualMemorySize64 \
      VirtualMemorySize EnableRaisingEvents StandardInput StandardOutput StandardError WorkingSet64 WorkingSet SynchronizingObject MainModule \
      MainWindowHandle MainWindowTitle Responding ProcessName PrivilegedProcessorTime TotalProcessorTime UserProcessorTime Site Container
      """
    ),
    (
      "System.Diagnostics.ProcessThread",
      """
      BasePriority CurrentPriority Id PriorityBoostEnabled PriorityLevel StartAddress ThreadState WaitReason StartTime PrivilegedProcessorTime \
      TotalProcessorTime UserProcessorTime Site Container
      """
    ),
    ("System.Diagnostics.ProcessModule", "ModuleName FileName BaseAddress ModuleMemorySize EntryPointAddress FileVersionInfo Site Container"),
    (
      "System.Diagnostics.ProcessStartInfo",
      """
      Arguments ArgumentList CreateNoWindow EnvironmentVariables Environment RedirectStandardInput RedirectStandardOutput RedirectStandardError \
      StandardInputEncoding StandardErrorEncoding StandardOutputEncoding FileName WorkingDirectory ErrorDialog ErrorDialogParentHandle UserName \
      Verb WindowStyle PasswordInClearText Domain LoadUserProfile UseCredentialsForNetworkingOnly UseShellExecute Verbs Password
      """
    ),
    ("System.Globalization.CompareInfo", "Name Version LCID"),
    ("System.Globalization.TextInfo", "ANSICodePage OEMCodePage MacCodePage EBCDICCodePage LCID CultureName IsReadOnly ListSeparator IsRightToLeft"),
    (
      "System.IO.DirectoryInfo",
      """
      Name Parent Root Exists FullName Extension CreationTime CreationTimeUtc LastAccessTime LastAccessTimeUtc LastWriteTime LastWriteTimeUtc \
      LinkTarget UnixFileMode Attributes
      """
    ),
    ("System.IO.DriveInfo", "Name IsReady RootDirectory VolumeLabel DriveType DriveFormat AvailableFreeSpace TotalFreeSpace TotalSize"),
    (
      "System.IO.FileInfo",
      """
      Name Length DirectoryName Directory IsReadOnly Exists FullName Extension CreationTime CreationTimeUtc LastAccessTime LastAccessTimeUtc \
      LastWriteTime LastWriteTimeUtc LinkTarget UnixFileMode Attributes
      """
    ),
    ("System.IO.MemoryStream", "CanRead CanSeek CanWrite Capacity Length Position CanTimeout ReadTimeout WriteTimeout"),
    ("System.Text.ASCIIEncoding+ASCIIEncodingSealed", "IsSingleByte Preamble"),
    ("System.Text.Latin1Encoding+Latin1EncodingSealed", "Preamble IsSingleByte"),
    ("System.Text.SBCSCodePageEncoding", "IsSingleByte EncodingName WebName HeaderName BodyName Preamble"),
    ("System.WeakReference", "TrackResurrection IsAlive Target"),
    (
      "System.Xml.XmlReaderSettings",
      """
      Async NameTable XmlResolver LineNumberOffset LinePositionOffset ConformanceLevel CheckCharacters MaxCharactersFromEntities IgnoreWhitespace \
      IgnoreProcessingInstructions IgnoreComments ProhibitDtd DtdProcessing CloseInput
      """
    ),
    ("System.IO.StreamReader", "CurrentEncoding BaseStream EndOfStream"),
    ("System.IO.StreamWriter", "AutoFlush BaseStream Encoding FormatProvider NewLine"),
    ("System.IO.StringWriter", "Encoding FormatProvider NewLine"),
    (
      "System.Management.Automation.ApplicationInfo",
      """
      HelpUri FileVersionInfo Path Extension Definition Source Version Visibility OutputType Name CommandType ModuleName Module RemotingCapability \
      Parameters ParameterSets
      """
    ),
    (
      "System.Management.Automation.CmdletInfo",
      """
      HelpUri DLL Verb Noun HelpFile PSSnapIn Version ImplementingType Definition DefaultParameterSet OutputType Options Name CommandType Source \
      Visibility ModuleName Module RemotingCapability Parameters ParameterSets
      """
    ),
    ("System.Management.Automation.EngineIntrinsics", "Host Events InvokeProvider SessionState InvokeCommand"),
    (
      "System.Management.Automation.PSModuleInfo",
      """
      LogPipelineExecutionDetails Name Path ImplementingAssembly Definition Description Guid HelpInfoUri ModuleBase PrivateData \
      ExperimentalFeatures Tags ProjectUri IconUri LicenseUri ReleaseNotes RepositorySourceLocation Version ModuleType Author AccessMode \
      ClrVersion CompanyName Copyright DotNetFrameworkVersion ExportedFunctions Prefix ExportedCmdlets ExportedCommands FileList \
      CompatiblePSEditions ModuleList NestedModules PowerShellHostName PowerShellHostVersion PowerShellVersion ProcessorArchitecture Scripts \
      RequiredAssemblies RequiredModules RootModule ExportedVariables ExportedAliases ExportedDscResources SessionState OnRemove \
      ExportedFormatFiles ExportedTypeFiles
      """
    ),
    ("System.Management.Automation.PSAliasProperty", "ReferencedMemberName ConversionType MemberType TypeNameOfValue IsSettable IsGettable Value Name IsInstance"),
    ("System.Management.Automation.PSScriptMethod", "Script OverloadDefinitions MemberType TypeNameOfValue Value Name IsInstance"),
    ("System.Management.Automation.PSScriptProperty", "GetterScript SetterScript MemberType IsSettable IsGettable Value TypeNameOfValue Name IsInstance"),
    (
      "System.Management.Automation.Language.InternalScriptExtent",
      "File StartScriptPosition EndScriptPosition StartLineNumber StartColumnNumber EndLineNumber EndColumnNumber Text StartOffset EndOffset"
    ),
    ("System.Management.Automation.PSMethod", "MemberType OverloadDefinitions TypeNameOfValue Value Name IsInstance"),
    ("System.Management.Automation.PSNoteProperty", "MemberType IsSettable IsGettable Value TypeNameOfValue Name IsInstance"),
    (
      "System.Management.Automation.PSParameterizedProperty", "IsSettable IsGettable OverloadDefinitions TypeNameOfValue MemberType Value Name IsInstance"
    ),
    ("System.Management.Automation.PSPropertySet", "ReferencedPropertyNames MemberType Value TypeNameOfValue Name IsInstance"),
    ("System.Management.Automation.PSProperty", "MemberType Value IsSettable IsGettable TypeNameOfValue Name IsInstance"),
    (
      "System.Management.Automation.PSEventJob",
      """
      State Module StatusMessage HasMoreData Location Command JobStateInfo Finished InstanceId Id Name ChildJobs PSBeginTime PSEndTime PSJobTypeName \
      Output Error Progress Verbose Debug Warning Information
      """
    ),
    (
      "System.Management.Automation.PSRemotingChildJob",
      """
      State StatusMessage HasMoreData Location Runspace IsAsync Command JobStateInfo Finished InstanceId Id Name ChildJobs PSBeginTime PSEndTime \
      PSJobTypeName Output Error Progress Verbose Debug Warning Information
      """
    ),
    (
      "System.Management.Automation.PSRemotingJob",
      """
      State HasMoreData StatusMessage Location Command JobStateInfo Finished InstanceId Id Name ChildJobs PSBeginTime PSEndTime PSJobTypeName \
      Output Error Progress Verbose Debug Warning Information
      """
    ),
    (
      "System.Management.Automation.PSStyle",
      """
      OutputRendering Reset BlinkOff Blink BoldOff Bold DimOff Dim Hidden HiddenOff Reverse ReverseOff ItalicOff Italic UnderlineOff Underline \
      StrikethroughOff Strikethrough Formatting Progress Foreground Background FileInfo
      """
    ),
    (
      "System.Management.Automation.PSStyle+ForegroundColor",
      """
      Black Red Green Yellow Blue Magenta Cyan White BrightBlack BrightRed BrightGreen BrightYellow BrightBlue BrightMagenta BrightCyan \
      BrightWhite
      """
    ),
    (
      "System.Management.Automation.ProviderInfo",
      """
      ImplementingType HelpFile Name PSSnapIn ModuleName Module Description Capabilities Home Drives VolumeSeparatedByColon ItemSeparator \
      AltItemSeparator
      """
    ),
    (
      "System.Management.Automation.Runspaces.LocalRunspace",
      """
      Events ThreadOptions JobManager Debugger InitialSessionState Version RunspaceStateInfo RunspaceAvailability ConnectionInfo \
      OriginalConnectionInfo LanguageMode ApartmentState RunspaceIsRemote InstanceId DisconnectedOn ExpiresOn Name Id SessionStateProxy
      """
    ),
    ("System.Management.Automation.ScriptBlock", "Attributes File IsFilter IsConfiguration Module StartPosition DebuggerHidden Id Ast"),
    (
      "System.Management.Automation.SessionState",
      """
      Drive Provider Path PSVariable LanguageMode UseFullLanguageModeInDebugger Scripts Applications Module InvokeProvider InvokeCommand
      """
    ),
    ("System.Net.Cookie", "Comment CommentUri HttpOnly Discard Domain Expired Expires Name Path Port Secure TimeStamp Value Version"),
    ("System.Net.NetworkCredential", "UserName Password SecurePassword Domain"),
    (
      "System.Reflection.Assembly",
      """
      CodeBase FullName EntryPoint DefinedTypes IsCollectible ManifestModule ReflectionOnly Location ImageRuntimeVersion GlobalAssemblyCache \
      HostContext IsDynamic ExportedTypes IsFullyTrusted CustomAttributes EscapedCodeBase Modules SecurityRuleSet
      """
    ),
    (
      "System.Reflection.RuntimeConstructorInfo",
      """
      Name MemberType DeclaringType ReflectedType Module Attributes CallingConvention IsSecurityCritical IsSecuritySafeCritical \
      IsSecurityTransparent ContainsGenericParameters IsAbstract IsConstructor IsFinal IsHideBySig IsSpecialName IsStatic IsVirtual IsAssembly \
      IsFamily IsFamilyAndAssembly IsFamilyOrAssembly IsPrivate IsPublic IsConstructedGenericMethod IsGenericMethod IsGenericMethodDefinition \
      CustomAttributes IsCollectible
      """
    ),
    (
      "System.Reflection.RuntimeFieldInfo",
      """
      Name Attributes IsSecurityCritical IsSecuritySafeCritical IsSecurityTransparent FieldType MemberType ReflectedType DeclaringType Module \
      IsCollectible IsInitOnly IsLiteral IsNotSerialized IsPinvokeImpl IsSpecialName IsStatic IsAssembly IsFamily IsFamilyAndAssembly \
      IsFamilyOrAssembly IsPrivate IsPublic CustomAttributes
      """
    ),
    (
      "System.Reflection.RuntimeMethodInfo",
      """
      Name DeclaringType ReflectedType MemberType Module IsSecurityCritical IsSecuritySafeCritical IsSecurityTransparent Attributes \
      CallingConvention ReturnType ReturnTypeCustomAttributes ReturnParameter IsCollectible IsGenericMethod IsGenericMethodDefinition \
      ContainsGenericParameters IsAbstract IsConstructor IsFinal IsHideBySig IsSpecialName IsStatic IsVirtual IsAssembly IsFamily \
      IsFamilyAndAssembly IsFamilyOrAssembly IsPrivate IsPublic IsConstructedGenericMethod CustomAttributes
      """
    ),
    (
      "System.Reflection.RuntimePropertyInfo",
      "MemberType Name DeclaringType ReflectedType Module IsCollectible PropertyType Attributes CanRead CanWrite IsSpecialName GetMethod SetMethod CustomAttributes"
    ),
    (
      "System.RuntimeType",
      """
      IsCollectible DeclaringMethod FullName AssemblyQualifiedName Namespace GUID IsEnum IsConstructedGenericType IsGenericType \
      IsGenericTypeDefinition GenericParameterAttributes IsSZArray GenericParameterPosition ContainsGenericParameters StructLayoutAttribute \
      IsFunctionPointer IsUnmanagedFunctionPointer Name DeclaringType Assembly BaseType IsByRefLike IsGenericParameter IsTypeDefinition \
      IsSecurityCritical IsSecuritySafeCritical IsSecurityTransparent MemberType MetadataToken Module ReflectedType TypeHandle \
      UnderlyingSystemType GenericTypeParameters DeclaredConstructors DeclaredEvents DeclaredFields DeclaredMembers DeclaredMethods \
      DeclaredNestedTypes DeclaredProperties ImplementedInterfaces IsInterface IsNested IsArray IsByRef IsPointer IsGenericTypeParameter \
      IsGenericMethodParameter IsVariableBoundArray HasElementType GenericTypeArguments Attributes IsAbstract IsImport IsSealed IsSpecialName \
      IsClass IsNestedAssembly IsNestedFamANDAssem IsNestedFamily IsNestedFamORAssem IsNestedPrivate IsNestedPublic IsNotPublic IsPublic \
      IsAutoLayout IsExplicitLayout IsLayoutSequential IsAnsiClass IsAutoClass IsUnicodeClass IsCOMObject IsContextful IsMarshalByRef IsPrimitive \
      IsValueType IsSignatureType TypeInitializer IsSerializable IsVisible CustomAttributes
      """
    ),
    (
      "System.Security.Cryptography.Aes",
      "BlockSize FeedbackSize IV Key KeySize Mode Padding LegalBlockSizes LegalKeySizes"
    ),
    ("System.Security.Cryptography.HashAlgorithm", "HashSize Hash InputBlockSize OutputBlockSize CanTransformMultipleBlocks CanReuseTransform"),
    ("System.Security.Cryptography.SHA256", "HashSize Hash InputBlockSize OutputBlockSize CanTransformMultipleBlocks CanReuseTransform"),
    ("System.IO.FileStream", "CanRead CanWrite Name IsAsync Length Position CanSeek CanTimeout ReadTimeout WriteTimeout"),
    (
      "System.Text.Encoding",
      """
      Preamble BodyName EncodingName HeaderName WebName WindowsCodePage IsBrowserDisplay IsBrowserSave IsMailNewsDisplay IsMailNewsSave \
      IsSingleByte EncoderFallback DecoderFallback IsReadOnly CodePage
      """
    ),
    (
      "System.Threading.Thread",
      """
      ManagedThreadId IsAlive IsBackground IsThreadPoolThread Priority ThreadState CurrentCulture CurrentUICulture ExecutionContext Name \
      ApartmentState
      """
    ),
  ]
}

extension NetTypes {
  /// Puts the properties of types in the order they are shown in; once, after all types have their members.
  public static func orderProperties() { PropertyOrder.install() }
}
