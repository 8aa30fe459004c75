/// Types of PowerShell's own assemblies that scripts name at most in a type test or a parameter: they exist, with their modifiers, and have
/// no members here. None of them is the type of a parameter here: objects that only bear its name would not fit any more.
import Engine

extension NetTypes {
  static func registerShellTypeNames() {
    for line in shellTypeNames.tableLines {
      let words = line.tableWords
      for word in words.dropFirst() {
        let isInterface = word.hasSuffix("@"), isAbstract = word.hasSuffix("^")
        let bare = isInterface || isAbstract ? String(word.dropLast()) : word
        let isSealed = bare.hasSuffix("!")
        let full = words[0] + "." + (isSealed ? String(bare.dropLast()) : bare)
        TypeTable.register(full) {
          if isInterface { return NetType(full, .interface) }
          let t = NetType(full, base: TypeTable.get(full.hasSuffix("Attribute") ? "System.Attribute" : "System.Object"))
          t.isDeclaredSealed = isSealed
          t.isAbstract = isAbstract
          return t
        }
      }
    }
    registerEnums(in: """
      System.Management.Automation.Host.ControlKeyStates! RightAltPressed=1 LeftAltPressed=2 RightCtrlPressed=4 LeftCtrlPressed=8 ShiftPressed=16 \
      NumLockOn=32 ScrollLockOn=64 CapsLockOn=128 EnhancedKey=256
      """)
    registerExceptions(in: "System.Management.Automation.PipelineDepthException System.SystemException")
    TypeTable.register("System.Management.Automation.HiddenAttribute") {
      NetType("System.Management.Automation.HiddenAttribute", base: TypeTable.get("System.Attribute")) { t in
        t.isDeclaredSealed = true
        t.constructor("System.Management.Automation.HiddenAttribute new()") { _, _ in .object(PSObject(type: t)) }
      }
    }
  }
}

/// Namespace, then names: `!` sealed, `^` abstract, both a static class, `@` an interface.
private let shellTypeNames = """
System.Management.Automation AuthorizationManager ChildItemCmdletProviderIntrinsics!
System.Management.Automation ConfigurationInfo ContainerParentJob! ContentCmdletProviderIntrinsics! ConvertThroughString CustomControl!
System.Management.Automation CustomControlBuilder! CustomControlEntry! CustomEntryBuilder! CustomItemBase^ CustomItemExpression! CustomItemFrame!
System.Management.Automation CustomItemNewline! CustomItemText! DebuggerCommandResults! DefaultParameterDictionary! DisplayEntry! DscResourceInfo
System.Management.Automation DscResourcePropertyInfo! EntrySelectedBy! FormatViewDefinition! HostUtilities!^
System.Management.Automation ICommandRuntime2@ IJobDebugger@ IModuleAssemblyCleanup@ IResourceSupplier@ JobDefinition JobIdentifier! JobInvocationInfo
System.Management.Automation JobManager! JobRepository JobSourceAdapter^ JobStateInfo! ListControl! ListControlBuilder ListControlEntry!
System.Management.Automation ListControlEntryItem! ListEntryBuilder ModuleIntrinsics PagingParameters! PowerShellStreams`2!
System.Management.Automation PropertyCmdletProviderIntrinsics! ProviderCmdlet!^ PSAdaptedProperty PSClassInfo! PSClassMemberInfo! PSControl^
System.Management.Automation PSControlGroupBy! PSDebugContext PSEngineEvent! PSEvent PSEventArgsCollection PSEventHandler PSEventReceivedEventHandler!
System.Management.Automation PSEventUnsubscribedEventHandler! PSListModifier`1 PSMemberInfoCollection`1^ PSObjectTypeDescriptionProvider
System.Management.Automation PSObjectTypeDescriptor PSPropertyAdapter^ PSSessionTypeOption^ PSTraceSource PSTransactionContext! PSTransportOption^
System.Management.Automation PSTypeConverter^ ReadOnlyPSMemberInfoCollection`1 RegisterArgumentCompleterCommand RemoteCommandInfo Repository`1^
System.Management.Automation RunspacePoolStateInfo! RunspaceRepository SecurityDescriptorCmdletProviderIntrinsics! Signature! TableControl!
System.Management.Automation TableControlBuilder! TableControlColumn! TableControlColumnHeader! TableControlRow! TableRowDefinitionBuilder!
System.Management.Automation WideControl! WideControlBuilder! WideControlEntryItem!
System.Management.Automation.Internal ClassOps!^ CommonParameters! DebuggerUtils!^
System.Management.Automation.Internal PSEmbeddedMonitorRunspaceInfo! PSMonitorRunspaceInfo^ PSStandaloneMonitorRunspaceInfo!
System.Management.Automation.Internal ScriptBlockMemberMethodWrapper SecuritySupport!^ SessionStateKeeper ShouldProcessParameters!
System.Management.Automation.Language CommentHelpInfo! DefaultCustomAstVisitor2^ DynamicKeyword DynamicKeywordParameter DynamicKeywordProperty
System.Management.Automation.Language FileRedirectionToken IAstPostVisitHandler@ ICustomAstVisitor2@ InputRedirectionToken
System.Management.Automation.Language ITypeName@ MergingRedirectionToken ParameterBindingResult RedirectionToken^ ReflectionTypeName!
System.Management.Automation.Language ScriptRequirements StaticBindingError StaticBindingResult TokenTraits!^ ICustomAstVisitor@
System.Management.Automation.Runspaces AliasPropertyData! CodeMethodData! CodePropertyData! ContainerConnectionInfo! FormatTable! MemberSetData
System.Management.Automation.Runspaces NamedPipeConnectionInfo! NotePropertyData! PropertySetData! RemotingDebugRecord
System.Management.Automation.Runspaces RemotingInformationRecord RemotingProgressRecord RemotingVerboseRecord RemotingWarningRecord
System.Management.Automation.Runspaces RunspaceConnectionInfo^ ScriptMethodData! ScriptPropertyData! TypeMemberData^ TypeTable!
System.Management.Automation.Runspaces WSManConnectionInfo!
System.Management.Automation.Host IHostSupportsInteractiveSession@
System.Management.Automation.Remoting CmdletMethodInvoker`1 PSCertificateDetails! PSIdentity! PSPrincipal! PSSenderInfo!
System.Management.Automation.Remoting PSSessionConfiguration^ PSSessionConfigurationData! WSManPluginManagedEntryInstanceWrapper!
System.Management.Automation.Remoting WSManPluginManagedEntryWrapper!
System.Management.Automation.Remoting.Internal PSStreamObject
System.Management.Automation.Provider CmdletProvider^ CmdletProviderAttribute! ContainerCmdletProvider^ DriveCmdletProvider^
System.Management.Automation.Provider ICmdletProviderSupportsHelp@ IContentCmdletProvider@ IContentReader@ IContentWriter@
System.Management.Automation.Provider IDynamicPropertyCmdletProvider@ IPropertyCmdletProvider@ ISecurityDescriptorCmdletProvider@ ItemCmdletProvider^
System.Management.Automation.Provider NavigationCmdletProvider^
Microsoft.PowerShell DeserializingTypeConverter! PSAuthorizationManager! ToStringCodeMethods!^
Microsoft.PowerShell.Cmdletization CmdletAdapter`1^ MethodInvocationInfo! MethodParameter! QueryBuilder^
Microsoft.PowerShell.Cim CimInstanceAdapter!
Microsoft.PowerShell.Commands AliasProviderDynamicParameters FileSystemClearContentDynamicParameters FileSystemContentDynamicParametersBase
Microsoft.PowerShell.Commands FileSystemContentReaderDynamicParameters FileSystemContentWriterDynamicParameters FileSystemItemProviderDynamicParameters
Microsoft.PowerShell.Commands FileSystemProviderGetItemDynamicParameters FileSystemProviderRemoveItemDynamicParameters FormatDefaultCommand
Microsoft.PowerShell.Commands FunctionProviderDynamicParameters GetHelpCodeMethods!^ InternalSymbolicLinkLinkCodeMethods!^ JobCmdletBase
Microsoft.PowerShell.Commands ModuleCmdletBase NounArgumentCompleter ObjectEventRegistrationBase^ OutLineOutputCommand PSEditionArgumentCompleter
Microsoft.PowerShell.Commands PSExecutionCmdlet^ PSRemotingBaseCmdlet^ PSRemotingCmdlet^ PSRunspaceCmdlet^ SessionStateProviderBase^
Microsoft.PowerShell.Commands SessionStateProviderBaseContentReaderWriter UpdatableHelpCommandBase WSManConfigurationOption
Microsoft.PowerShell.Commands.Internal.Format FrontEndCommandBase^ OuterFormatShapeCommandBase OuterFormatTableAndListBase OuterFormatTableBase
"""
