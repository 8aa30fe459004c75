/// Which classes are sealed and which abstract, for `Type.IsSealed` and `Type.IsAbstract`, static classes being both; and which types can
/// be serialized, for `Type.IsSerializable`.
import Engine

enum TypeModifiers {
  static let sealed = names(in: sealedTable)
  static let abstract = names(in: abstractTable)
  private static let serializable = names(in: serializableTable)

  /// Enums, arrays, delegates and the exceptions of .NET, but not those of PowerShell, are serializable without being listed.
  static func isSerializable(_ t: NetType) -> Bool {
    if t.isEnum || t.isArray { return true }
    if t.category == .interface || t.scriptClass != nil { return false }
    if serializable.contains(t.genericDefinition ?? t.fullName) { return true }
    if t.isSubclass(of: "System.Exception") { return !t.fullName.hasPrefix("System.Management.Automation.") && !t.fullName.hasPrefix("Microsoft.PowerShell.") }
    return t.isSubclass(of: "System.Delegate")
  }

  private static func names(in table: String) -> Set<String> {
    var all: Set<String> = []
    for line in table.tableLines {
      let words = line.tableWords
      for w in words.dropFirst() { all.insert(words[0] + "." + w) }
    }
    return all
  }
}

/// Namespace, then names.
private let sealedTable = """
System String Math MathF Convert Environment Console BitConverter GC Buffer Version Lazy`1 Tuple DBNull TimeZoneInfo Activator Random
System.IO File Directory Path FileInfo DirectoryInfo DriveInfo
System.Text StringBuilder Rune
System.Security SecureString
System.Management.Automation ChildItemCmdletProviderIntrinsics ContentCmdletProviderIntrinsics HiddenAttribute PropertyCmdletProviderIntrinsics
System.Management.Automation AliasAttribute AllowEmptyCollectionAttribute AllowEmptyStringAttribute AllowNullAttribute BreakException CallStackFrame CmdletAttribute CmdletProviderManagementIntrinsics CommandMetadata CompletionCompleters ContinueException CredentialAttribute DataAddedEventArgs DataAddingEventArgs DriveManagementIntrinsics FlagsExpression`1 ItemCmdletProviderIntrinsics LanguagePrimitives JobStateEventArgs PSInvocationStateChangedEventArgs VerbsCommon VerbsCommunications VerbsData VerbsDiagnostic VerbsLifecycle VerbsOther VerbsSecurity OutputTypeAttribute ParameterAttribute ParameterMetadata ParameterSetMetadata PathInfo PathInfoStack PathIntrinsics PowerShell ProviderIntrinsics ProxyCommand PSCommand PSCredential PSDataStreams PSDefaultValueAttribute PSInvocationSettings PSInvocationStateInfo PSJobStartEventArgs PSModuleInfo PSPrimitiveDictionary PSSerializer PSVariableIntrinsics SemanticVersion SessionState SteppablePipeline SupportsWildcardsAttribute TerminateException ValidateCountAttribute ValidateLengthAttribute ValidateNotNullAttribute ValidateNotNullOrEmptyAttribute ValidateNotNullOrWhiteSpaceAttribute ValidatePatternAttribute ValidateRangeAttribute ValidateScriptAttribute ValidateSetAttribute ValidateUserDriveAttribute WildcardPattern
System.Management.Automation.Internal AutomationNull InternalTestHooks CommonParameters ShouldProcessParameters
System.Management.Automation.Language ArrayTypeName CodeGeneration GenericTypeName Parser ScriptExtent ScriptPosition StaticParameterBinder TypeName CommentHelpInfo
System.Management.Automation.Runspaces RunspaceCreatedEventArgs TypeData
System.Management.Automation.Runspaces Command CommandCollection CommandParameter CommandParameterCollection InitialSessionStateEntryCollection`1 PSSession RunspaceFactory RunspacePool RunspaceStateInfo SessionStateAliasEntry SessionStateApplicationEntry SessionStateAssemblyEntry SessionStateCmdletEntry SessionStateFormatEntry SessionStateFunctionEntry SessionStateProviderEntry SessionStateScriptEntry SessionStateTypeEntry SessionStateVariableEntry RunspaceAvailabilityEventArgs RunspacePoolStateChangedEventArgs RunspaceStateEventArgs
System.Management.Automation.Host BufferCell ChoiceDescription Coordinates KeyInfo Rectangle Size
System.Management.Automation.Remoting PSSessionOption
Microsoft.PowerShell.Commands AliasProvider EnvironmentProvider ExportModuleMemberCommand DebugJobCommand FileSystemProvider ForEachObjectCommand FunctionProvider GetCommandCommand GetHelpCommand GetModuleCommand ImportModuleCommand NewModuleCommand NewModuleManifestCommand NewPSTransportOptionCommand RemoveModuleCommand SaveHelpCommand SetPSDebugCommand TestModuleManifestCommand UpdateHelpCommand VariableProvider WhereObjectCommand
"""
private let abstractTable = """
System Math MathF Convert Environment Console BitConverter GC Buffer Activator Array Enum ValueType Delegate MulticastDelegate Type Attribute TimeProvider StringComparer
System.IO File Directory Path Stream TextReader TextWriter FileSystemInfo
System.Text Encoding EncodingProvider
System.Xml XmlNode XmlLinkedNode XmlCharacterData XmlReader XmlWriter
System.Reflection MemberInfo MethodBase MethodInfo PropertyInfo FieldInfo ConstructorInfo Assembly TypeInfo
System.Security.Cryptography HashAlgorithm SymmetricAlgorithm AsymmetricAlgorithm MD5 SHA1 SHA256 SHA384 SHA512 Aes RSA RandomNumberGenerator HMAC KeyedHashAlgorithm
System.Globalization Calendar EastAsianLunisolarCalendar
System.Diagnostics TraceListener
System.Net WebRequest WebResponse EndPoint Dns
System.Management.Automation CmdletCommonMetadataAttribute NullValidationAttributeBase
System.Management.Automation VerbsCommon VerbsCommunications VerbsData VerbsDiagnostic VerbsLifecycle VerbsOther VerbsSecurity ArgumentTransformationAttribute Breakpoint Cmdlet CommandInfo CompletionCompleters Debugger FlowControlException IArgumentCompleter IDynamicParameters IModuleAssemblyInitializer InformationalRecord Job Job2 LanguagePrimitives LoopFlowException PSCmdlet PSEventManager PSMemberInfo PSMethodInfo PSPropertyInfo PSSerializer ValidateArgumentsAttribute ValidateEnumeratedArgumentsAttribute
System.Management.Automation.Internal AutomationNull InternalCommand InternalTestHooks CmdletMetadataAttribute ParsingBaseAttribute
System.Management.Automation.Language Ast AstVisitor AstVisitor2 AttributeBaseAst CodeGeneration CommandBaseAst CommandElementAst DefaultCustomAstVisitor ExpressionAst ICustomAstVisitor IScriptExtent LabeledStatementAst LoopStatementAst MemberAst PipelineBaseAst RedirectionAst StatementAst StaticParameterBinder StringToken
System.Management.Automation.Runspaces ConstrainedSessionStateEntry InitialSessionStateEntry Runspace RunspaceFactory SessionStateCommandEntry
System.Management.Automation.Host IHostUISupportsMultipleChoiceSelection PSHost PSHostRawUserInterface PSHostUserInterface
"""
private let serializableTable = """
System Array Attribute Decimal Delegate Enum Object String ValueType ArraySegment`1 Action Action`1 Action`2 Action`3 Action`4 Action`5 Action`6 Action`7 Action`8 Func`1 Func`2 Func`3 Func`4 Func`5 Func`6 Func`7 Func`8 Func`9 EventHandler EventHandler`1 Predicate`1 Comparison`1 Converter`2 MulticastDelegate Boolean Byte Char DateTime DateTimeOffset DBNull Double EventArgs Guid Int16 Int32 Int64 IntPtr Nullable`1 SByte Single StringComparer TimeSpan TimeZoneInfo Tuple`1 Tuple`2 Tuple`3 Tuple`4 Tuple`5 Tuple`6 Tuple`7 Tuple`8 UInt16 UInt32 UInt64 UIntPtr ValueTuple ValueTuple`1 ValueTuple`2 ValueTuple`3 ValueTuple`4 ValueTuple`5 ValueTuple`6 ValueTuple`7 ValueTuple`8 Version WeakReference WeakReference`1 Uri
System.Globalization CompareInfo SortVersion
System.Text StringBuilder
System.Collections ArrayList Comparer DictionaryEntry Hashtable BitArray Queue SortedList Stack
System.Collections.ObjectModel Collection`1 ReadOnlyCollection`1 ReadOnlyDictionary`2 KeyedCollection`2 ObservableCollection`1 ReadOnlyObservableCollection`1
System.Collections.Generic Comparer`1 EqualityComparer`1 Dictionary`2 HashSet`1 KeyValuePair`2 List`1 Queue`1 LinkedList`1 SortedDictionary`2 SortedList`2 SortedSet`1 Stack`1
System.Collections.Specialized HybridDictionary ListDictionary OrderedDictionary StringCollection StringDictionary
System.ComponentModel BindingList`1
System.Numerics BigInteger Complex
System.Data DataSet DataTable PropertyCollection
System.Net Cookie CookieContainer CookieCollection
System.Management.Automation PSCredential
"""
