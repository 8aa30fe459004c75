/// Which type names may be used in class definitions. The parser tells `TypeNotFound` there, so it must know the names
/// without loading anything: accelerators, the types of `System`, and whatever the engine adds.
public enum KnownTypes {
  /// Asked for names not known here, with the namespaces a script opens: types of these, and those defined earlier in the session.
  public static var isDefined: ((String, [String]) -> Bool)?

  /// Names in the namespaces of .NET are believed.
  static func exists(_ typeName: String, isAttribute: Bool, namespaces: [String] = []) -> Bool {
    let name = simplify(typeName)
    if name.utf8.contains(0x2E), ["system.", "microsoft."].contains(where: typeName.lowercased().hasPrefix) { return true }
    if names.contains(name) || (isAttribute && attributes.contains(name)) { return true }
    if let isDefined { return isDefined(typeName, namespaces) || (isAttribute && isDefined(typeName + "Attribute", namespaces)) }
    return !namespaces.isEmpty
  }

  /// Whether an attribute's name is one of .NET's own, or written with a namespace.
  public static func isAttribute(_ typeName: String) -> Bool {
    let name = simplify(typeName)
    return name.utf8.contains(0x2E) || attributes.contains(name)
  }
  /// Lower case, without assembly and without `System.`.
  static func simplify(_ typeName: String) -> String {
    var name = typeName.lowercased()
    if let comma = name.firstIndex(of: ",") { name = String(name[..<comma]) }
    return name.hasPrefix("system.") ? String(name.dropFirst(7)) : name
  }
  static func isVoid(_ type: TypeName) -> Bool {
    guard case .simple(let name, _) = type, name.utf8.count == 4 || name.utf8.count >= 11 else { return false }
    return simplify(name) == "void"
  }
  static func isReference(_ type: TypeName) -> Bool {
    guard case .simple(let name, _) = type, name.utf8.count == 3 || name.utf8.count >= 11 else { return false }
    switch simplify(name) { case "ref", "management.automation.psreference", "psreference": return true; default: return false }
  }
  /// Types a data section may convert to: numbers, strings, booleans, dates.
  static func isPlainData(_ type: TypeName) -> Bool {
    if case .array(let element, _, _) = type, case .simple = element { return isPlainData(element) }
    guard case .simple(let name, _) = type else { return false }
    switch simplify(name) {
    case "datetime", "dbnull": return true
    default: return isSafePrimitive(type)
    }
  }
  /// Types whose conversion counts as constant.
  static func isSafePrimitive(_ type: TypeName) -> Bool {
    guard case .simple(let name, _) = type else { return false }
    switch simplify(name) {
    case "bool", "boolean", "byte", "sbyte", "char", "decimal", "double", "float", "single", "int", "int32", "long", "int64", "short", "int16", "ushort", "uint16",
         "uint", "uint32", "ulong", "uint64", "string": return true
    default: return false
    }
  }
  /// The types whose handlers take a type: itself and its bases. Only what follows from the names is known here.
  static func handlers(of type: TypeName) -> [String] {
    let name = simplify(type.fullName)
    var all = names.contains(name) || name.utf8.contains(0x2E) ? [name] : []
    guard exists(name, isAttribute: false) else { return all }
    var next = base(of: name)
    while let t = next {
      all.append(t)
      next = base(of: t)
    }
    return all
  }
  private static func base(of exception: String) -> String? {
    if let known = exceptionBases[exception] { return known }
    guard exception.hasSuffix("exception"), exception != "exception" else { return nil }
    return exception.hasPrefix("management.automation.") ? "management.automation.runtimeexception" : "exception"
  }
  private static let exceptionBases: [String: String] = [
    "management.automation.runtimeexception": "systemexception", "systemexception": "exception", "applicationexception": "exception",
    "argumentnullexception": "argumentexception", "argumentoutofrangeexception": "argumentexception", "argumentexception": "systemexception",
    "dividebyzeroexception": "arithmeticexception", "overflowexception": "arithmeticexception", "notfinitenumberexception": "arithmeticexception",
    "arithmeticexception": "systemexception", "formatexception": "systemexception", "uriformatexception": "formatexception",
    "indexoutofrangeexception": "systemexception", "invalidcastexception": "systemexception", "invalidoperationexception": "systemexception",
    "objectdisposedexception": "invalidoperationexception", "notimplementedexception": "systemexception", "notsupportedexception": "systemexception",
    "platformnotsupportedexception": "notsupportedexception", "nullreferenceexception": "systemexception", "outofmemoryexception": "systemexception",
    "unauthorizedaccessexception": "systemexception", "timeoutexception": "systemexception", "io.ioexception": "systemexception",
    "io.filenotfoundexception": "io.ioexception", "io.directorynotfoundexception": "io.ioexception", "io.drivenotfoundexception": "io.ioexception",
    "io.pathtoolongexception": "io.ioexception", "io.fileloadexception": "io.ioexception", "io.endofstreamexception": "io.ioexception",
    "collections.generic.keynotfoundexception": "systemexception", "rankexception": "systemexception", "operationcanceledexception": "systemexception",
    "management.automation.itemnotfoundexception": "management.automation.sessionstateexception",
    "management.automation.drivenotfoundexception": "management.automation.sessionstateexception",
    "management.automation.providernotfoundexception": "management.automation.sessionstateexception",
    "management.automation.sessionstateexception": "management.automation.runtimeexception",
    "management.automation.parameterbindingvalidationexception": "management.automation.parameterbindingexception",
    "management.automation.methodinvocationexception": "management.automation.methodexception",
    "management.automation.methodexception": "management.automation.extendedtypesystemexception",
    "management.automation.setvalueexception": "management.automation.extendedtypesystemexception",
    "management.automation.validationmetadataexception": "management.automation.metadataexception",
    "management.automation.parseexception": "management.automation.runtimeexception",
    "management.automation.psinvalidcastexception": "invalidcastexception", "management.automation.psinvalidoperationexception": "invalidoperationexception",
    "management.automation.psargumentexception": "argumentexception", "management.automation.psnotsupportedexception": "notsupportedexception",
  ]

  static let attributes: Set<String> = Set("""
    alias allowemptycollection allowemptystring allownull argumentcompleter argumentcompletions array bool byte char cmdletbinding datetime \
    dscresource dscproperty dsclocalconfigurationmanager experimental obsolete outputtype parameter pstypename psdefaultvalue serializable \
    supportswildcards switch validatecount validatedrive validatelength validatenotnull validatenotnullorempty validatenotnullorwhitespace \
    validatepattern validaterange validatescript validateset validatetrusteddata validateuserdrive flags clscompliant attributeusage cmdlet \
    cmdletprovider dynamicparam threadstatic paramarray nonserialized conditional
    """.split(separator: " ").map(String.init))

  static let names: Set<String> = Set("""
    alias allowemptycollection allowemptystring allownull argumentcompleter argumentcompletions array bigint bool byte char cimclass cimconverter \
    ciminstance cimsession cimtype cmdletbinding cultureinfo datetime decimal double dscresource dscproperty dsclocalconfigurationmanager \
    experimental experimentaction experimentalfeature float guid hashtable initialsessionstate int int16 int32 int64 ipaddress ipendpoint long \
    mailaddress norunspaceaffinity objectsecurity outputtype parameter physicaladdress powershell psaliasproperty psclass pscredential \
    pscustomobject psdefaultvalue pslistmodifier psmoduleinfo psnoteproperty psobject psprimitivedictionary psscriptmethod psscriptproperty \
    pstypename psvariable psvariableproperty ref regex ordered runspace runspacefactory sbyte scriptblock securestring semver short single string \
    supportswildcards switch timespan type typeaccelerators uint uint16 uint32 uint64 ulong uri ushort validatecount validatedrive \
    validatelength validatenotnull validatenotnullorempty validatenotnullorwhitespace validatepattern validaterange validatescript validateset \
    validatetrusteddata validateuserdrive version void weakreference wmi wmiclass wmisearcher adsi adsisearcher x500distinguishedname \
    x509certificate xml action activator aggregateexception appcontext appdomain applicationexception argumentexception argumentnullexception \
    argumentoutofrangeexception arithmeticexception asynccallback attribute attributetargets attributeusageattribute badimageformatexception \
    base64formattingoptions bitconverter boolean buffer charenumerator clscompliantattribute comparison console consolecancelevent \
    consolecanceleventargs consolecolor consolekey consolekeyinfo consolemodifiers consolespecialkey contextboundobject convert dateonly \
    datetimekind datetimeoffset dayofweek dbnull delegate dividebyzeroexception dllnotfoundexception entrypointnotfoundexception enum environment \
    environmentvariabletarget eventargs eventhandler exception executionengineexception fieldaccessexception filestyleuriparser flagsattribute \
    formatexception formattablestring gc gccollectionmode genericuriparser half hashcode iasyncresult icloneable icomparable iconvertible \
    icustomformatter idisposable iequatable iformatprovider iformattable index indexoutofrangeexception insufficientmemoryexception int128 \
    invalidcastexception invalidoperationexception invalidprogramexception iobservable iobserver iprogress iserviceprovider lazy \
    marshalbyrefobject math mathf memberaccessexception memory methodaccessexception midpointrounding missingfieldexception \
    missingmemberexception missingmethodexception modulehandle multicastdelegate notfinitenumberexception notimplementedexception \
    notsupportedexception nullable nullreferenceexception object objectdisposedexception obsoleteattribute operatingsystem \
    operationcanceledexception outofmemoryexception overflowexception platformid platformnotsupportedexception predicate progress random range \
    rankexception resolveeventargs serializableattribute stackoverflowexception stringcomparer stringcomparison stringsplitoptions systemexception \
    threadstaticattribute timeonly timeoutexception timezone timezoneinfo tuple typecode typeinitializationexception typeloadexception uint128 \
    uintptr intptr unauthorizedaccessexception unhandledexceptioneventargs unhandledexceptioneventhandler uribuilder uricomponents uriformat \
    uriformatexception urihostnametype urikind uriparser uripartial valuetuple valuetype func converter
    """.split(separator: " ").map(String.init))
}
