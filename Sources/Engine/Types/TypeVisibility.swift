/// Types that are not public in .NET or in PowerShell: values are of them, but no name in brackets finds them, and texts name their assembly.
extension NetType {
  /// `Type.IsVisible`.
  public var isVisible: Bool { elementType?.isVisible ?? !NetType.invisible.contains(genericDefinition ?? fullName) }
  /// A type literal or a text can mean it.
  var isNameable: Bool { !isLocal && isVisible }

  /// Namespace, then names.
  private static let invisible: Set<String> = {
    var all: Set<String> = []
    for line in rows.split(separator: "\n") {
      let words = line.split(separator: " ")
      for w in words.dropFirst() { all.insert("\(words[0]).\(w)") }
    }
    return all
  }()
  private static let rows = """
    Microsoft.PowerShell ConsoleHost ConsoleHost+ConsoleColorProxy
    Microsoft.PowerShell.Commands ModuleSpecificationComparer PSHostTraceListener
    System ArrayEnumerator CurrentSystemTimeZone RuntimeType
    System.Collections ArrayList+ArrayListEnumerator ArrayList+ArrayListEnumeratorSimple Hashtable+HashtableEnumerator Hashtable+KeyCollection \
      Hashtable+SyncHashtable Hashtable+ValueCollection ListDictionaryInternal SortedList+KeyList SortedList+SortedListEnumerator SortedList+ValueList
    System.Collections.Concurrent ConcurrentBag`1+Enumerator ConcurrentDictionary`2+Enumerator
    System.Collections.Generic SortedList`2+Enumerator
    System.Collections.Specialized OrderedDictionary+OrderedDictionaryEnumerator OrderedDictionary+OrderedDictionaryKeyValueCollection
    System.Management.Automation CommandDiscovery ExceptionHandlingOps IntOps LanguagePrimitives+InternalPSCustomObject LanguagePrimitives+Null LocalVariable \
      MshCommandRuntime PSBoundParametersDictionary PSInternalMemberSet PSReference`1 PSRemotingChildJob PSRemotingJob PSScriptCmdlet \
      ParameterBindingArgumentTransformationException ParameterBindingValidationException Platform+Unix+CommonStat Platform+Unix+ItemType RemoteRunspace \
      SessionStateInternal TypeAccelerators Verbs
    System.Management.Automation.Internal.Host InternalHost InternalHostRawUserInterface InternalHostUserInterface
    System.Management.Automation.Interpreter InterpretedFrameInfo
    System.Management.Automation.Language InternalScriptExtent
    System.Management.Automation.Runspaces ConsolidatedString LocalRunspace
    System.Reflection RuntimeAssembly RuntimeConstructorInfo RuntimeFieldInfo RuntimeMethodInfo RuntimeModule RuntimeParameterInfo RuntimePropertyInfo
    System.Security.Cryptography UniversalCryptoTransform
    System.Text Latin1Encoding+Latin1EncodingSealed SBCSCodePageEncoding UTF8Encoding+UTF8EncodingSealed
    System.Text.Json JsonReaderException
    System.Xml XmlName XmlTextReaderImpl XmlWellFormedWriter
    """
}
