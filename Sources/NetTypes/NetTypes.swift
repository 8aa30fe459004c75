/// The everyday .NET surface of scripts, as tables: a member is one line with its documentation.
///
/// `install()` only puts closures into dictionaries; a type is made when a script first names it, its members when one
/// of them is first used.
import Engine
import Primitives

public enum NetTypes {
  nonisolated(unsafe) private static var installed = false

  /// Makes all types and members of this module known to `TypeTable`. Cheap; call once at start-up.
  public static func install() {
    if installed { return }
    installed = true
    ExecutionContext.makeEnumerator = { .other(Enumerator($0, $1)) }
    NetType.isBuiltInSealed = { TypeModifiers.sealed.contains($0.genericDefinition ?? $0.fullName) }
    ExecutionContext.makeDelegate = { .other(PSDelegate($0, $1)) }
    installObjectStreams()
    installObject()
    installString()
    installCollections()
    installNumbers()
    installTime()
    registerGuid()
    registerVersion()
    registerSemanticVersion()
    registerRandom()
    installType()
    installThrowSites()
    installDelegates()
    registerAutomation()
    registerScriptBlockPipelines()
    registerMembers()
    registerTypeNames()
    // members of types that exist from the start are added above: nothing asks for these when such a type is used
    TypeTable.registerLater {
      registerRegex()
      registerDynamicBinders()
      registerNestedBuilders()
      registerIO()
      registerFileVersionInfo()
      registerEnvironment()
      registerUri()
      registerAddresses()
      registerCredentials()
      registerCertificates()
      registerKeyPairs()
      registerCertificateStores()
      registerModuleSpecification()
      registerLanguage()
      registerXml()
      registerXmlNamespaceMembers()
      registerXmlEditing()
      registerSerializer()
      registerPlatform()
      TestHooks.register()
      registerProcess()
      registerAccelerators()
      registerDelegates()
      registerOlderCollections()
      registerCollectionBase()
      registerSinglePrecision()
      registerWideNumbers()
      registerSpans()
      registerPlainAttributes()
      registerJson()
      registerSmallStructures()
      registerImmutable()
      registerReadOnlyDictionary()
      registerBlockingCollection()
      registerArraySegment()
      registerJsonNodes()
      registerLinks()
      registerAdjustmentRules()
      registerXmlSerializer()
      registerLocksAndPool()
      registerIPNetwork()
      registerAsyncFiles()
      registerRegions()
      registerBitOperations()
      registerComplex()
      registerVectors()
      registerIndexRange()
      registerColors()
      registerShapes()
      registerTypeConverters()
      registerTextElements()
      registerHttpUtility()
      registerISOWeek()
      registerRuntimeTypes()
      registerShellTypes()
      registerCultureTypes()
      registerEncodings()
      registerEncodingFallbacks()
      registerEnums()
      registerExceptions()
      registerAutomationNames()
      registerShellTypeNames()
      registerData()
      registerDataSchemas()
      registerDataReaders()
      registerThreading()
      registerThreads()
      registerTaskCreation()
      registerWindowsRegistry()
      registerStreamTypes()
      registerXmlWriters()
      registerPrincipals()
      registerCryptography()
      registerWebClients()
    }
  }
}
